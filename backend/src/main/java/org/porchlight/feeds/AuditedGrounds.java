package org.porchlight.feeds;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.porchlight.access.Access;
import org.porchlight.access.Permit;
import org.porchlight.access.Standing;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Asks `access`, and keeps a row for each view from its ticket on: the row and the closing record
/// go in one transaction, so each view is closed in the log exactly once, by whoever is alive to do
/// it.
@Component
class AuditedGrounds implements Grounds {

  /// A view that nobody has seen to for this long has lost its program.
  static final Duration ORPHANED = Duration.ofMinutes(1);

  private static final int BATCH = 100;

  private final Access access;
  private final JdbcOpenViews views;
  private final AuditLog log;
  private final TransactionTemplate transaction;
  private final Clock clock;

  AuditedGrounds(
      Access access,
      JdbcOpenViews views,
      AuditLog log,
      TransactionTemplate transaction,
      Clock clock) {
    this.access = access;
    this.views = views;
    this.log = log;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public Standing judge(Permit permit) {
    return access.judge(permit);
  }

  @Override
  public void admitted(UUID view, Permit permit) {
    transaction.executeWithoutResult(_ -> views.add(view, permit, clock.instant()));
  }

  @Override
  public void goesOn(UUID view, long bytes) {
    transaction.executeWithoutResult(_ -> views.seen(view, bytes, clock.instant()));
  }

  @Override
  public void closed(UUID view, Permit permit, long durationMillis, long bytes, String endReason) {
    transaction.executeWithoutResult(_ -> {
      if (views.remove(view)) {
        access.close(permit, durationMillis, bytes, endReason);
      }
    });
  }

  @Override
  public void closeOrphans() {
    for (var orphan : views.unseenSince(clock.instant().minus(ORPHANED), BATCH)) {
      transaction.executeWithoutResult(_ -> {
        if (views.remove(orphan.id())) {
          log.append(entry(orphan));
        }
      });
    }
  }

  private static AuditEvent entry(JdbcOpenViews.Orphan orphan) {
    var incident = orphan.incident();
    return AuditEvent.of("camera.live.close", Outcome.DONE)
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
