package org.porchlight.access;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Asks [Access], and keeps a row for each look from its ticket on: the row and the closing record
/// go in one transaction, so each look is closed in the log exactly once, by whoever is alive to do
/// it.
@Component
class AuditedLookBook implements LookBook {

  /// A look that nobody has seen to for this long has lost its program.
  static final Duration ORPHANED = Duration.ofMinutes(1);

  private static final int BATCH = 100;

  private final Access access;
  private final JdbcOpenLooks looks;
  private final AuditLog log;
  private final TransactionTemplate transaction;
  private final Clock clock;

  AuditedLookBook(
      Access access,
      JdbcOpenLooks looks,
      AuditLog log,
      TransactionTemplate transaction,
      Clock clock) {
    this.access = access;
    this.looks = looks;
    this.log = log;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public Standing judge(Permit permit) {
    return access.judge(permit);
  }

  @Override
  public void opened(UUID look, Permit permit) {
    transaction.executeWithoutResult(_ -> looks.add(look, permit, clock.instant()));
  }

  @Override
  public void goesOn(UUID look, long bytes) {
    transaction.executeWithoutResult(_ -> looks.seen(look, bytes, clock.instant()));
  }

  @Override
  public void closed(UUID look, Permit permit, long durationMillis, long bytes, String endReason) {
    transaction.executeWithoutResult(_ -> {
      if (looks.remove(look)) {
        access.close(permit, durationMillis, bytes, endReason);
      }
    });
  }

  @Override
  public void closeOrphans() {
    for (var orphan : looks.unseenSince(clock.instant().minus(ORPHANED), BATCH)) {
      transaction.executeWithoutResult(_ -> {
        if (looks.remove(orphan.id())) {
          log.append(entry(orphan));
        }
      });
    }
  }

  private static AuditEvent entry(JdbcOpenLooks.Orphan orphan) {
    var incident = orphan.incident();
    return AuditEvent.of(orphan.use().closing(), Outcome.DONE)
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
