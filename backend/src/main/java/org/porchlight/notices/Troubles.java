package org.porchlight.notices;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Tells the administrator what only an administrator can mend: in the program's log and in the
/// audit log, once an hour per trouble, because with bad credentials every single push and letter
/// fails.
@Component
class Troubles {

  private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);
  static final Duration QUIET = Duration.ofHours(1);

  private final AuditLog audit;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final ConcurrentHashMap<String, Instant> told = new ConcurrentHashMap<>();

  Troubles(AuditLog audit, PlatformTransactionManager transactions, Clock clock) {
    this.audit = audit;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  /// @param detail for the program's log only
  void ofPush(String reason, String detail) {
    tell("notices.push.refused", "Push refused", reason, detail);
  }

  /// @param detail for the program's log only
  void ofMail(String reason, String detail) {
    tell("notices.mail.refused", "Letters do not leave", reason, detail);
  }

  private void tell(String event, String what, String reason, String detail) {
    var now = clock.instant();
    var entry =
        told.compute(
            event + ' ' + reason,
            (_, last) -> last != null && now.isBefore(last.plus(QUIET)) ? last : now);
    if (entry.equals(now)) {
      LOG.error("{}, {}: {}", what, reason, detail);
      transaction.executeWithoutResult(
          _ -> audit.append(AuditEvent.of(event, Outcome.FAILED).plain("reason", reason)));
    }
  }
}
