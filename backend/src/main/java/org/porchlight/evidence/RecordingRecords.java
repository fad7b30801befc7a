package org.porchlight.evidence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.feeds.Film;
import org.porchlight.registry.CameraId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Every step in the life of a recording: rows and audit entry in one transaction.
@Component
class RecordingRecords {

  private final JdbcRecordings recordings;
  private final JdbcSegments segments;
  private final AuditLog log;
  private final TransactionTemplate transaction;
  private final Clock clock;

  RecordingRecords(
      JdbcRecordings recordings,
      JdbcSegments segments,
      AuditLog log,
      TransactionTemplate transaction,
      Clock clock) {
    this.recordings = recordings;
    this.segments = segments;
    this.log = log;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// A camera is recorded from now on.
  ///
  /// @return false if it is recorded already
  boolean begin(
      Recording recording, JdbcRecordings.@Nullable Starter starter, UUID spool, String basis) {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          if (!recordings.begin(recording, starter, spool)) {
            return false;
          }
          log.append(
              entry(recording, starter, "camera.record.start", Outcome.DONE)
                  .basis(basis)
                  .plain("days", recording.keepDays()));
          return true;
        }));
  }

  /// It is recorded no longer.
  ///
  /// @param why a code
  void end(Recording recording, Instant at, String why) {
    transaction.executeWithoutResult(_ -> {
      if (!recordings.end(recording.id(), at, why)) {
        return;
      }
      var sum = recordings.sum(recording.id());
      var starter = recordings.starter(recording.id()).orElse(null);
      log.append(
          entry(recording, starter, "camera.record.close", Outcome.DONE)
              .plain("dur_ms", Math.max(0, Duration.between(recording.startedAt(), at).toMillis()))
              .plain("bytes", sum.map(JdbcRecordings.Sum::bytes).orElse(0L))
              .plain("files", sum.map(JdbcRecordings.Sum::segments).orElse(0))
              .plain("reason", why));
    });
  }

  /// A file is in the spool.
  ///
  /// @return false if these pictures are kept already
  boolean written(Segment segment, List<Film.Gap> gaps, UUID spool) {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> segments.add(segment, gaps, spool, clock.instant())));
  }

  /// Footage could not be kept; once for each time that it begins to fail.
  void failed(Recording recording, String why) {
    transaction.executeWithoutResult(_ ->
        log.append(
            entry(recording, null, "camera.record.failed", Outcome.FAILED).plain("reason", why)));
  }

  /// Footage was given up that the store had not taken yet.
  void givenUp(Segment segment) {
    transaction.executeWithoutResult(_ -> {
      if (segments.remove(segment.id())) {
        log.append(
            AuditEvent.of("camera.record.given_up", Outcome.DONE)
                .camera(segment.camera().toString())
                .plain("bytes", segment.bytes())
                .plain("dur_ms", Duration.between(segment.from(), segment.to()).toMillis())
                .plain("reason", "DISK_FULL"));
      }
    });
  }

  /// The bytes of these are deleted; one entry for a camera.
  void purged(CameraId camera, List<Segment> gone) {
    transaction.executeWithoutResult(_ -> {
      var removed = gone.stream().filter(segment -> segments.remove(segment.id())).toList();
      if (removed.isEmpty()) {
        return;
      }
      log.append(
          AuditEvent.of("camera.record.purged", Outcome.DONE)
              .camera(camera.toString())
              .plain("files", removed.size())
              .plain("bytes", removed.stream().mapToLong(Segment::bytes).sum())
              .plain(
                  "dur_ms",
                  removed.stream()
                      .mapToLong(one -> Duration.between(one.from(), one.to()).toMillis())
                      .sum()));
    });
  }

  /// A recording for an incident belongs to the permit of its decision; one by a rule to itself.
  private static AuditEvent entry(
      Recording recording,
      JdbcRecordings.@Nullable Starter starter,
      String event,
      Outcome outcome) {
    var permit = recording.permit();
    var incident = recording.incident();
    return AuditEvent.of(event, outcome)
        .purpose(starter == null ? null : starter.purpose())
        .camera(recording.camera().toString())
        .personal("permit", (permit == null ? recording.id() : permit).toString())
        .personal("org", recording.agency().toString())
        .personal("inc", incident == null ? null : incident.toString())
        .personal("act", starter == null ? null : starter.person().toString());
  }
}
