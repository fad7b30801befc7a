package org.porchlight.feeds;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.consent.Sharing;
import org.porchlight.identity.Actor;
import org.porchlight.identity.MailKind;
import org.porchlight.identity.MailRequested;
import org.porchlight.identity.People;
import org.porchlight.identity.Person;
import org.porchlight.identity.PersonId;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.Ownership;
import org.porchlight.registry.PoliceRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/// Writes to owners whose cameras are lost for long, and when they are back.
///
/// All lost cameras of an owner are in one mail; of one outage there is one mail, and one when it
/// is over; and in a day there is one about lost cameras. Nothing is said about cameras through
/// which nobody may look now, and of a camera that is tried only when somebody needs it, it is said
/// when that was last.
@Service
public class OutageMails {

  private static final Logger LOG = LoggerFactory.getLogger(OutageMails.class);

  /// Of so many outages at most it is decided at once whether to write.
  private static final int MOST = 1000;

  private final JdbcOutages outages;
  private final Feeds feeds;
  private final FeedNews news;
  private final PoliceRegistry registry;
  private final Sharing sharing;
  private final People people;
  private final HealthSettings settings;
  private final AuditLog log;
  private final ApplicationEventPublisher events;
  private final TransactionOperations transaction;
  private final Clock clock;

  /// Where to go on: those of which nobody wants to be told must not be in the way of others.
  private long seen;

  /// An outage with the camera it is of.
  private record Lost(JdbcOutages.Row row, Camera camera) {}

  OutageMails(
      JdbcOutages outages,
      Feeds feeds,
      FeedNews news,
      PoliceRegistry registry,
      Sharing sharing,
      People people,
      HealthSettings settings,
      AuditLog log,
      ApplicationEventPublisher events,
      TransactionOperations transaction,
      Clock clock) {
    this.outages = outages;
    this.feeds = feeds;
    this.news = news;
    this.registry = registry;
    this.sharing = sharing;
    this.people = people;
    this.settings = settings;
    this.log = log;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Whether this person gets such mails.
  public boolean areWanted(Actor reader) {
    return outages.isWanted(reader.person());
  }

  /// How long a camera is lost before its owner is told.
  public Duration after() {
    return settings.mailAfter();
  }

  /// How long there is no second mail about lost cameras.
  public Duration pause() {
    return settings.mailPause();
  }

  /// Switches them on or off.
  public void want(Actor reader, boolean wanted) {
    transaction.executeWithoutResult(_ -> {
      outages.want(reader.person(), wanted);
      log.append(
          AuditEvent.of("camera.outage.mails", Outcome.DONE)
              .personal("act", reader.person().toString())
              .personal("org", reader.organisation().toString())
              .personal("src", reader.source())
              .plain("wanted", wanted));
    });
  }

  @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1M")
  void write() {
    write(clock.instant());
  }

  synchronized void write(Instant now) {
    tellOfLost(now);
    tellOfRestored(now);
  }

  private void tellOfLost(Instant now) {
    var untold = outages.untold(now.minus(settings.mailAfter()), seen, MOST);
    seen = untold.size() < MOST ? 0 : untold.getLast().id();
    byOwner(untold, now).forEach((owner, lost) -> each(owner, () -> tellOfLost(owner, lost, now)));
  }

  private void tellOfLost(Person owner, List<Lost> lost, Instant now) {
    if (!outages.takeTurn(owner.id(), now, settings.mailPause())) {
      return;
    }
    var told = lost.stream().filter(one -> outages.tell(one.row().id(), owner.id(), now)).toList();
    if (!told.isEmpty()) {
      request(
          MailKind.CAMERA_LOST, owner, told, one -> one.row().outage().since().getEpochSecond());
    }
  }

  private void tellOfRestored(Instant now) {
    var told = outages.toldAndNotOver();
    var owners = new HashMap<PersonId, List<JdbcOutages.Row>>();
    told.forEach(row ->
        Optional.ofNullable(row.owner())
            .ifPresent(owner -> owners.computeIfAbsent(owner, _ -> new ArrayList<>()).add(row)));
    owners.values().stream()
        .map(rows -> over(rows, now))
        .forEach(over ->
            byOwner(over, now)
                .forEach((owner, back) -> each(owner, () -> tellOfRestored(owner, back, now))));
  }

  /// What is over for good, as it seems. As long as others of the same owner are not, it waits a
  /// little for them.
  private List<JdbcOutages.Row> over(List<JdbcOutages.Row> told, Instant now) {
    var again = outages.open(told.stream().map(JdbcOutages.Row::camera).toList());
    var over =
        told.stream()
            .filter(row -> !again.containsKey(row.camera()))
            .filter(row -> isBefore(row.outage().until(), now.minus(settings.steady())))
            .toList();
    var allOver = over.size() == told.size();
    var waited =
        over.stream()
            .anyMatch(row -> isBefore(row.outage().until(), now.minus(settings.mailAfter())));
    return allOver || waited ? over : List.of();
  }

  private static boolean isBefore(@Nullable Instant at, Instant limit) {
    return at != null && !at.isAfter(limit);
  }

  private void tellOfRestored(Person owner, List<Lost> back, Instant now) {
    var told = back.stream().filter(one -> outages.tellEnd(one.row().id(), now)).toList();
    if (!told.isEmpty() && outages.isWanted(owner.id())) {
      request(
          MailKind.CAMERA_RESTORED,
          owner,
          told,
          one -> {
            var until = one.row().outage().until();
            return until == null ? now.getEpochSecond() : until.getEpochSecond();
          });
    }
  }

  private void each(Person owner, Runnable telling) {
    try {
      transaction.executeWithoutResult(_ -> telling.run());
    } catch (RuntimeException failed) {
      LOG.warn("Person {} could not be told about cameras; tried again", owner.id(), failed);
    }
  }

  /// Outages of cameras that are of no interest any more are closed.
  private Map<Person, List<Lost>> byOwner(List<JdbcOutages.Row> rows, Instant now) {
    if (rows.isEmpty()) {
      return Map.of();
    }
    var cameras = ofInterest(rows.stream().map(JdbcOutages.Row::camera).distinct().toList());
    var persons = new HashMap<PersonId, Optional<Person>>();
    var byOwner = new LinkedHashMap<Person, List<Lost>>();
    for (var row : rows) {
      var found = cameras.get(row.camera());
      if (found == null) {
        transaction.executeWithoutResult(_ -> outages.endQuietly(row.id(), now));
        news.forget(row.camera());
        continue;
      }
      if (found.ownership() == Ownership.PRIVATE && isTheirs(row.outage().problem())) {
        persons
            .computeIfAbsent(found.owner(), people::find)
            .filter(person -> person.emailConfirmed() && !person.disabled())
            .ifPresent(person ->
                byOwner.computeIfAbsent(person, _ -> new ArrayList<>()).add(new Lost(row, found)));
      }
    }
    return byOwner;
  }

  /// Those through which somebody may look.
  private Map<CameraId, Camera> ofInterest(List<CameraId> ids) {
    var consents = sharing.currentOf(ids);
    return registry.findAll(ids).stream()
        .filter(Camera::connected)
        .filter(camera -> {
          var consent = consents.get(camera.id());
          return consent != null && !consent.off();
        })
        .collect(Collectors.toMap(Camera::id, Function.identity()));
  }

  /// Whether an owner can do something about it.
  private static boolean isTheirs(StreamProblem problem) {
    return switch (problem) {
      case ADDRESS_NOT_ALLOWED,
          NOT_DIALLED_IN,
          NO_ANSWER,
          WRONG_LOGIN,
          WEAKER_LOGIN,
          WRONG_CERTIFICATE,
          NOT_VIDEO,
          LED_ELSEWHERE,
          OUT_OF_BOUNDS,
          STALLED,
          NO_KEYFRAMES,
          ENDED ->
          true;
      case NONE_YET, NO_ROOM, NOT_CONNECTED, MISCONFIGURED, COPIES_FULL, COPY_FAILED -> false;
    };
  }

  /// In the transaction that notes that it was requested. A redelivered request has the same
  /// `once`, so it is no second mail.
  private void request(MailKind kind, Person owner, List<Lost> cameras, ToLongFunction<Lost> at) {
    var parameters = new HashMap<String, String>();
    parameters.put("path", "/cameras");
    parameters.put("once", UUID.randomUUID().toString());
    parameters.put("zone", sharing.timeZone().getId());
    parameters.put("cameras", Integer.toString(cameras.size()));
    for (var i = 0; i < cameras.size(); i++) {
      var one = cameras.get(i);
      parameters.put("camera." + i, one.camera().name());
      parameters.put("at." + i, Long.toString(at.applyAsLong(one)));
      parameters.put("problem." + i, one.row().outage().problem().name());
      parameters.put(
          "tried." + i, feeds.find(one.camera().id()).isPresent() ? "always" : "when-needed");
    }
    events.publishEvent(
        new MailRequested(owner.email().value(), kind, owner.language(), parameters));
  }
}
