package org.porchlight.evidence;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.porchlight.access.Access;
import org.porchlight.access.Permit;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Keeps a row for each replay while it is open: the row goes and the closing record comes in one
/// transaction, so each replay is closed in the log exactly once, by whoever is alive to do it.
@Component
class ReplayRecords {

  /// A replay that nobody has seen to for this long has lost its program.
  static final Duration ORPHANED = Duration.ofMinutes(1);

  private static final int BATCH = 100;

  private final Access access;
  private final JdbcOpenReplays replays;
  private final AuditLog log;
  private final TransactionTemplate transaction;
  private final Clock clock;

  ReplayRecords(
      Access access,
      JdbcOpenReplays replays,
      AuditLog log,
      TransactionTemplate transaction,
      Clock clock) {
    this.access = access;
    this.replays = replays;
    this.log = log;
    this.transaction = transaction;
    this.clock = clock;
  }

  void opened(UUID replay, Permit permit) {
    transaction.executeWithoutResult(_ -> replays.add(replay, permit, clock.instant()));
  }

  /// Now and then, so that a replay whose program dies can be told from one that goes on.
  void goesOn(UUID replay, long bytes) {
    transaction.executeWithoutResult(_ -> replays.seen(replay, bytes, clock.instant()));
  }

  void closed(UUID replay, Permit permit, long durationMillis, long bytes, ReplayEnd why) {
    transaction.executeWithoutResult(_ -> {
      if (replays.remove(replay)) {
        access.close(permit, durationMillis, bytes, why.code());
      }
    });
  }

  /// Writes down the end of replays that died with their program.
  void closeOrphans() {
    for (var orphan : replays.unseenSince(clock.instant().minus(ORPHANED), BATCH)) {
      transaction.executeWithoutResult(_ -> {
        if (replays.remove(orphan.id())) {
          log.append(entry(orphan));
        }
      });
    }
  }

  private static AuditEvent entry(JdbcOpenReplays.Orphan orphan) {
    var incident = orphan.incident();
    return AuditEvent.of("camera.replay.close", Outcome.DONE)
        .purpose(orphan.purpose())
        .camera(orphan.camera().toString())
        .personal("act", orphan.person().toString())
        .personal("org", orphan.organisation().toString())
        .personal("inc", incident == null ? null : incident.toString())
        .personal("permit", orphan.permit().toString())
        .plain("dur_ms", Duration.between(orphan.openedAt(), orphan.seenAt()).toMillis())
        .plain("bytes", orphan.bytes())
        .plain("reason", "PROGRAM_DIED");
  }
}
