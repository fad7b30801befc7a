package org.porchlight.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.consent.Consent;
import org.porchlight.consent.ConsentChanged;
import org.porchlight.consent.Sharing;
import org.porchlight.identity.Actor;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Present;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraDeleted;
import org.porchlight.registry.OwnerCameras;
import org.porchlight.registry.Ownership;
import org.porchlight.registry.PoliceRegistry;
import org.porchlight.registry.SiteId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// The owner's alarm: police may look through the cameras of one site now, without an incident. It
/// opens exactly those cameras and no circle around them, ends by itself after half an hour, and at
/// once when the owner says so. See docs/decisions/0042-an-alarm-opens-cameras-not-a-circle.md.
@Service
@Transactional
public class Alarms {

  /// How long one lasts.
  public static final Duration LASTS = Duration.ofMinutes(30);

  /// More than this within an hour is no emergency any more.
  private static final int MOST_AN_HOUR = 6;

  private static final Duration KEPT = Duration.ofDays(1);

  private final JdbcAlarms alarms;
  private final OwnerCameras owned;
  private final PoliceRegistry cameras;
  private final Sharing sharing;
  private final Present present;
  private final AuditLog log;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Alarms(
      JdbcAlarms alarms,
      OwnerCameras owned,
      PoliceRegistry cameras,
      Sharing sharing,
      Present present,
      AuditLog log,
      ApplicationEventPublisher events,
      Clock clock) {
    this.alarms = alarms;
    this.owned = owned;
    this.cameras = cameras;
    this.sharing = sharing;
    this.present = present;
    this.log = log;
    this.events = events;
    this.clock = clock;
  }

  /// What an alarm would open at each of the person's own sites that have a camera.
  @Transactional(readOnly = true)
  public List<AlarmReach> reach(Actor owner) {
    var mine = owned.of(owner);
    var consents = sharing.currentOf(mine.stream().map(Camera::id).toList());
    return owned.sitesOf(owner).stream()
        .map(site -> {
          var here = mine.stream().filter(camera -> camera.site().equals(site.id())).toList();
          var opens =
              here.stream()
                  .collect(Collectors.partitioningBy(one -> opens(one, consents.get(one.id()))));
          return new AlarmReach(
              site, opens.getOrDefault(true, List.of()), opens.getOrDefault(false, List.of()));
        })
        .filter(reach -> !reach.opens().isEmpty() || !reach.stays().isEmpty())
        .toList();
  }

  /// Presses the alarm of a site. Pressing one that is on changes nothing.
  public AlarmAnswer press(Actor owner, SiteId site) {
    alarms.lock(owner.person());
    var now = now();
    var on = of(owner).stream().filter(alarm -> alarm.site().equals(site)).findFirst();
    if (on.isPresent()) {
      return new AlarmAnswer.On(on.get());
    }
    var opens =
        reach(owner).stream()
            .filter(reach -> reach.site().id().equals(site))
            .flatMap(reach -> reach.opens().stream())
            .sorted(Comparator.comparing(camera -> camera.id().value()))
            .toList();
    if (opens.isEmpty()) {
      return new AlarmAnswer.NothingToOpen();
    }
    if (alarms.pressedSince(owner.person(), now.minus(Duration.ofHours(1))) >= MOST_AN_HOUR) {
      return new AlarmAnswer.TooOften();
    }
    var id = AlarmId.random();
    var until = now.plus(LASTS);
    var told = new HashSet<OrganisationId>();
    for (var camera : opens) {
      var agency = Objects.requireNonNull(camera.agency());
      alarms.add(new JdbcAlarms.Row(id, camera.id(), site, agency, owner.person(), now, until));
      log.append(
          entry("camera.alarm.pressed", owner.person(), camera.id().toString())
              .personal("org", owner.organisation().toString())
              .personal("src", owner.source()));
      if (told.add(agency)) {
        events.publishEvent(new AlarmPressed(id, agency, camera.id(), owner.person(), now));
      }
    }
    return new AlarmAnswer.On(
        new OwnersAlarm(id, site, opens.stream().map(Camera::id).toList(), now, until));
  }

  /// Ends all alarms of this person. Open views that rest on them end within a second.
  ///
  /// @return how many were on
  public int end(Actor owner) {
    alarms.lock(owner.person());
    var on = alarms.onOf(owner.person(), now());
    var rows = on.stream().sorted(Comparator.comparing(row -> row.camera().value())).toList();
    rows.forEach(row -> end(row, owner.person(), "ENDED_BY_OWNER"));
    return (int) on.stream().map(JdbcAlarms.Row::alarm).distinct().count();
  }

  /// The person's own alarms that are on.
  @Transactional(readOnly = true)
  public List<OwnersAlarm> of(Actor owner) {
    return together(alarms.onOf(owner.person(), now())).values().stream()
        .map(rows -> {
          var first = rows.getFirst();
          return new OwnersAlarm(
              first.alarm(),
              first.site(),
              rows.stream().map(JdbcAlarms.Row::camera).toList(),
              first.pressedAt(),
              first.until());
        })
        .toList();
  }

  /// The alarms that are on in the jurisdiction of the person's agency, the newest first. Empty for
  /// those who may not view. Whether a camera may be opened is decided when it is asked for.
  @Transactional(readOnly = true)
  public List<AlarmAtDesk> atDeskOf(Actor who) {
    var now = now();
    if (present.of(who).filter(as -> Rules.mayView(as, now)).isEmpty()) {
      return List.of();
    }
    var rows = alarms.onOf(who.organisation(), now);
    var known =
        cameras.findAll(rows.stream().map(JdbcAlarms.Row::camera).toList()).stream()
            .collect(Collectors.toMap(Camera::id, Function.identity()));
    return together(rows).values().stream()
        .map(parts -> {
          var first = parts.getFirst();
          var here =
              parts.stream().map(row -> known.get(row.camera())).filter(Objects::nonNull).toList();
          return new AlarmAtDesk(first.alarm(), here, first.pressedAt(), first.until());
        })
        .filter(alarm -> !alarm.cameras().isEmpty())
        .toList();
  }

  /// What is switched off is not opened by the same alarm again when it is switched on.
  @EventListener
  void on(ConsentChanged changed) {
    alarms
        .onAt(changed.camera(), now())
        .filter(_ -> sharing.current(changed.camera()).map(Consent::off).orElse(true))
        .ifPresent(row -> end(row, row.pressedBy(), Reason.SWITCHED_OFF.name()));
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void on(CameraDeleted deleted) {
    alarms.forget(deleted.camera());
  }

  @Scheduled(initialDelayString = "PT7M", fixedDelayString = "PT1H")
  void forget() {
    alarms.forgetBefore(now().minus(KEPT));
  }

  private void end(JdbcAlarms.Row row, PersonId by, String reason) {
    var now = now();
    alarms.end(row.alarm(), row.camera(), now);
    log.append(entry("camera.alarm.ended", by, row.camera().toString()).plain("reason", reason));
    events.publishEvent(new AlarmEnded(row.alarm(), now));
  }

  private static boolean opens(Camera camera, @Nullable Consent consent) {
    return camera.ownership() == Ownership.PRIVATE
        && camera.proved()
        && camera.agency() != null
        && consent != null
        && !consent.off()
        && Rules.alarmOpens(consent.terms().level());
  }

  private static Map<AlarmId, List<JdbcAlarms.Row>> together(List<JdbcAlarms.Row> rows) {
    var alarms = new LinkedHashMap<AlarmId, List<JdbcAlarms.Row>>();
    rows.forEach(row -> alarms.computeIfAbsent(row.alarm(), _ -> new ArrayList<>()).add(row));
    return alarms;
  }

  private static AuditEvent entry(String event, PersonId by, String camera) {
    return AuditEvent.of(event, Outcome.DONE).camera(camera).personal("act", by.toString());
  }

  /// The database keeps microseconds; events and rows should name the same instant.
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
