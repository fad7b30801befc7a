package org.porchlight.evidence;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.porchlight.access.Permit;
import org.porchlight.access.Recordable;
import org.porchlight.access.Use;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.audit.RecordedAccess;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Present;
import org.porchlight.identity.Role;
import org.porchlight.registry.CameraId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Which cameras are recorded: those that an agency has set a rule for and that are shared always,
/// and others during an incident, for as long as it is a ground. See docs/design/recording.md.
@Service
public class Recordings {

  /// Most days that a rule may keep footage.
  public static final int MOST_DAYS = 365;

  private static final int MOST_SEGMENTS = 20_000;

  private final Recorder recorder;
  private final Recordable recordable;
  private final Present present;
  private final JdbcRecordings recordings;
  private final JdbcSegments segments;
  private final AuditLog log;
  private final TransactionTemplate transaction;
  private final RecordingSettings settings;
  private final Clock clock;

  Recordings(
      Recorder recorder,
      Recordable recordable,
      Present present,
      JdbcRecordings recordings,
      JdbcSegments segments,
      AuditLog log,
      TransactionTemplate transaction,
      RecordingSettings settings,
      Clock clock) {
    this.recorder = recorder;
    this.recordable = recordable;
    this.present = present;
    this.recordings = recordings;
    this.segments = segments;
    this.log = log;
    this.transaction = transaction;
    this.settings = settings;
    this.clock = clock;
  }

  /// Begins to record for an incident, until its ground ends, or somebody of the agency stops it.
  /// Must not be called inside a transaction.
  ///
  /// @throws IllegalArgumentException if the two proofs are not for recording one camera for an
  ///   incident
  public RecordingAnswer begin(Permit permit, RecordedAccess recorded) {
    if (permit.use() != Use.RECORD
        || !recorded.camera().filter(permit.camera().toString()::equals).isPresent()) {
      throw new IllegalArgumentException("these are no proofs for recording this camera");
    }
    var incident = permit.incident().orElseThrow(() -> new IllegalArgumentException("no incident"));
    var agency = permit.who().organisation();
    return switch (recordable.ask(permit.camera(), agency, incident)) {
      case Recordable.Answer.MayNot(var reason) -> new RecordingAnswer.No(reason);
      case Recordable.Answer.May(var leave) -> {
        var starter = new JdbcRecordings.Starter(permit.who().person(), permit.purpose().code());
        yield new RecordingAnswer.GoesOn(
            recorder.begin(leave, permit.id(), starter, settings.incidentDays()));
      }
    };
  }

  /// Stops what was begun for an incident. What is recorded by a rule goes on.
  ///
  /// @return false if there is no such recording of the person's agency
  public boolean stop(Actor who, CameraId camera) {
    var mine =
        recorder
            .current(camera)
            .filter(one -> one.incident() != null && one.agency().equals(who.organisation()))
            .isPresent();
    var may =
        present.of(who).filter(now -> now.is(Role.OPERATOR) || now.is(Role.SUPERVISOR)).isPresent();
    return mine && may && recorder.end(camera, "STOPPED");
  }

  /// Sets what is recorded always, and for how many days it is kept; supervisors only.
  ///
  /// @param days 1 to [#MOST_DAYS], or 0 to record it no longer; what is there is kept as long as
  ///   the rule said when it was recorded
  /// @return false if the person may not, the camera is not shared always, or it is another
  ///   agency's
  public boolean rule(Actor who, CameraId camera, int days) {
    if (days < 0 || days > MOST_DAYS) {
      throw new IllegalArgumentException(days + " days");
    }
    if (present.of(who).filter(now -> now.is(Role.SUPERVISOR)).isEmpty()) {
      return false;
    }
    var answer = recordable.ask(camera, who.organisation(), null);
    var had = recordings.rule(camera).filter(one -> one.agency().equals(who.organisation()));
    if (days == 0 ? had.isEmpty() : !(answer instanceof Recordable.Answer.May)) {
      return false;
    }
    transaction.executeWithoutResult(_ -> {
      if (days == 0) {
        recordings.removeRule(camera);
      } else {
        recordings.putRule(
            new JdbcRecordings.Rule(camera, who.organisation(), days),
            who.person(),
            clock.instant());
      }
      log.append(
          AuditEvent.of("camera.record.rule", Outcome.DONE)
              .camera(camera.toString())
              .personal("act", who.person().toString())
              .personal("org", who.organisation().toString())
              .personal("src", who.source())
              .plain("days", days));
    });
    // A rule with another number of days begins another recording.
    if (recorder.current(camera).filter(one -> one.incident() == null).isPresent()) {
      recorder.end(camera, "RULE_CHANGED");
    }
    recorder.lookAround();
    return true;
  }

  /// What goes on of this camera.
  public Optional<Recording> current(CameraId camera) {
    return recordings.open(camera);
  }

  /// Keeps footage from being purged until the hold is ended.
  ///
  /// @return its id
  public UUID hold(Actor who, CameraId camera, Instant from, Instant to, String reason) {
    var id = UUID.randomUUID();
    transaction.executeWithoutResult(_ -> {
      segments.hold(id, camera, from, to, reason, who.person().value(), clock.instant());
      log.append(held(who, camera, "camera.record.held").personal("note", reason));
    });
    return id;
  }

  /// Lets footage be purged again.
  ///
  /// @return false if there is no such hold
  public boolean endHold(Actor who, CameraId camera, UUID hold) {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          var ended = segments.endHold(hold, clock.instant());
          if (ended) {
            log.append(held(who, camera, "camera.record.released"));
          }
          return ended;
        }));
  }

  private static AuditEvent held(Actor who, CameraId camera, String event) {
    return AuditEvent.of(event, Outcome.DONE)
        .camera(camera.toString())
        .personal("act", who.person().toString())
        .personal("org", who.organisation().toString())
        .personal("src", who.source());
  }

  /// Which of these cameras there is anything of. Says nothing about who may look at it.
  public Set<CameraId> recorded(Collection<CameraId> cameras) {
    return cameras.isEmpty() ? Set.of() : segments.recorded(cameras);
  }

  /// What there is of a camera. Says nothing about who may look at it.
  public Footage footage(CameraId camera, Instant from, Instant to) {
    return Footage.of(
        segments.between(camera, from, to, MOST_SEGMENTS), segments.gaps(camera, from, to));
  }
}
