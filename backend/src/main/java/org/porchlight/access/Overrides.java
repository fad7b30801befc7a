package org.porchlight.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.consent.Consent;
import org.porchlight.consent.Sharing;
import org.porchlight.identity.Actor;
import org.porchlight.identity.MailKind;
import org.porchlight.identity.MailRequested;
import org.porchlight.identity.People;
import org.porchlight.identity.Present;
import org.porchlight.identity.Role;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.Ownership;
import org.porchlight.registry.PoliceRegistry;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The exigent override: in an emergency somebody opens one camera without its owner's leave. It
/// needs a second factor shown just now and a written reason, lasts half an hour, is told to the
/// owner in the same transaction, and is reviewed by another supervisor within a day. See
/// docs/decisions/0043-an-override-stops-at-the-switch.md.
@Service
@Transactional
public class Overrides {

  /// How long one lasts.
  public static final Duration LASTS = Duration.ofMinutes(30);

  /// Another supervisor must have said by then whether it was right.
  public static final Duration REVIEWED_WITHIN = Duration.ofHours(24);

  public static final int SHORTEST_REASON = 20;
  public static final int LONGEST_REASON = 500;

  /// Whoever used it without need does not have it for so long.
  private static final Duration LOST_FOR = Duration.ofDays(90);

  private static final int MOST = 200;

  private final JdbcOverrides overrides;
  private final PoliceRegistry cameras;
  private final Sharing sharing;
  private final Present present;
  private final People people;
  private final AuditLog log;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Overrides(
      JdbcOverrides overrides,
      PoliceRegistry cameras,
      Sharing sharing,
      Present present,
      People people,
      AuditLog log,
      ApplicationEventPublisher events,
      Clock clock) {
    this.overrides = overrides;
    this.cameras = cameras;
    this.sharing = sharing;
    this.present = present;
    this.people = people;
    this.log = log;
    this.events = events;
    this.clock = clock;
  }

  /// Asks for one. Granted or not, it is in the camera's ledger.
  ///
  /// @param who with the second factor as it was shown for this:
  ///   [org.porchlight.identity.LogIn#again]
  /// @param reason why it cannot wait, 20 to 500 characters
  public OverrideAnswer ask(Actor who, CameraId id, Purpose purpose, String reason) {
    var written = reason.strip();
    if (written.length() < SHORTEST_REASON || written.length() > LONGEST_REASON) {
      return new OverrideAnswer.ReasonMissing();
    }
    var now = now();
    @Nullable Camera camera = cameras.find(id).orElse(null);
    @Nullable Consent consent = sharing.current(id).orElse(null);
    var suspended = overrides.suspended(who.person(), now, now.minus(LOST_FOR));
    var refusal =
        Rules.againstOverriding(present.of(who).orElse(null), camera, consent, suspended, now);
    var entry =
        by(who, "camera.override", Outcome.DENY)
            .purpose(purpose.code())
            .personal("note", written)
            .plain("mfa_age_s", Access.ageOfSecondFactor(who, now));
    if (camera == null || refusal.isPresent()) {
      var why = refusal.orElse(Reason.CAMERA_UNKNOWN);
      var known = camera == null ? entry.personal("q", id.toString()) : entry.camera(id.toString());
      log.append(known.plain("reason", why.name()));
      return new OverrideAnswer.Refused(why);
    }
    var override = OverrideId.random();
    var until = now.plus(LASTS);
    overrides.add(
        new JdbcOverrides.Row(
            override,
            id,
            who.person(),
            who.organisation(),
            purpose.code(),
            written,
            now,
            until,
            now.plus(REVIEWED_WITHIN)));
    log.append(
        entry
            .outcome(Outcome.ALLOW)
            .basis("EXIGENT")
            .camera(id.toString())
            .personal("override", override.toString()));
    tellOwner(camera, override, now);
    return new OverrideAnswer.Granted(override, until);
  }

  /// Those of the supervisor's agency that wait for a review, the oldest first. Empty for everybody
  /// else.
  @Transactional(readOnly = true)
  public List<OverrideToReview> toReview(Actor supervisor) {
    if (!reviews(supervisor)) {
      return List.of();
    }
    var rows = overrides.toReview(supervisor.organisation(), MOST);
    var known =
        cameras.findAll(rows.stream().map(JdbcOverrides.Row::camera).toList()).stream()
            .collect(Collectors.toMap(Camera::id, Function.identity()));
    return rows.stream().map(row -> line(row, known, supervisor)).toList();
  }

  /// Says whether one was justified. Only another supervisor of the same agency can, and only once.
  ///
  /// @return false if it is not theirs to review, or was reviewed already
  public boolean review(Actor supervisor, OverrideId id, boolean justified) {
    var now = now();
    var found =
        overrides
            .find(id)
            .filter(_ -> reviews(supervisor))
            .filter(row -> row.agency().equals(supervisor.organisation()))
            .filter(row -> !row.person().equals(supervisor.person()));
    if (found.isEmpty() || !overrides.review(id, supervisor.person(), justified, now)) {
      log.append(
          by(supervisor, "camera.override.review", Outcome.DENY)
              .personal("override", id.toString()));
      return false;
    }
    log.append(
        by(supervisor, "camera.override.review", Outcome.DONE)
            .camera(found.get().camera().toString())
            .personal("override", id.toString())
            .plain("reason", justified ? "JUSTIFIED" : "NOT_JUSTIFIED"));
    return true;
  }

  /// How often it was used and not reviewed, for everyone.
  @Transactional(readOnly = true)
  public OverrideCounts counts() {
    return overrides.counts(now());
  }

  /// Writes into the owner's ledger that nobody reviewed one in time.
  @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1M")
  void noteMissed() {
    var now = now();
    for (var row : overrides.missed(now, MOST)) {
      if (overrides.miss(row.id(), now)) {
        log.append(
            AuditEvent.of("camera.override.unreviewed", Outcome.FAILED)
                .camera(row.camera().toString())
                .personal("org", row.agency().toString())
                .personal("override", row.id().toString()));
      }
    }
  }

  private void tellOwner(Camera camera, OverrideId override, Instant now) {
    if (camera.ownership() == Ownership.POLICE) {
      return;
    }
    people
        .find(camera.owner())
        .ifPresent(owner ->
            events.publishEvent(
                new MailRequested(
                    owner.email().value(),
                    MailKind.CAMERA_OVERRIDDEN,
                    owner.language(),
                    Map.of(
                        "path", "/cameras/" + camera.id() + "/ledger",
                        "once", override.toString(),
                        "camera", camera.name(),
                        "at", String.valueOf(now.getEpochSecond()),
                        "zone", sharing.timeZone().getId()))));
  }

  private boolean reviews(Actor who) {
    return present
        .of(who)
        .filter(as -> as.is(Role.SUPERVISOR) && Rules.mayView(as, now()))
        .isPresent();
  }

  private static OverrideToReview line(
      JdbcOverrides.Row row, Map<CameraId, Camera> known, Actor reader) {
    return new OverrideToReview(
        row.id(),
        row.camera(),
        Optional.ofNullable(known.get(row.camera())).map(Camera::name).orElse(null),
        row.person(),
        row.purpose(),
        row.reason(),
        row.askedAt(),
        row.reviewDue(),
        row.person().equals(reader.person()));
  }

  private static AuditEvent by(Actor who, String event, Outcome outcome) {
    return AuditEvent.of(event, outcome)
        .personal("act", who.person().toString())
        .personal("org", who.organisation().toString())
        .personal("src", who.source());
  }

  /// The database keeps microseconds; events and rows should name the same instant.
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
