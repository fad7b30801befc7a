package org.porchlight.alerts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Looks every second which alerts have waited long enough. What is due stands in the database, so
/// it does not matter who looks, or that nobody looked for a while.
@Component
class AlertTimers {

  private static final Logger LOG = LoggerFactory.getLogger(AlertTimers.class);
  private static final int BATCH = 200;

  /// Longer than any phone is away within a shift; whoever comes later reads the list.
  private static final Duration STREAM_KEPT = Duration.ofDays(2);

  private final JdbcAlerts alerts;
  private final Rings rings;
  private final TransactionTemplate transaction;
  private final Clock clock;

  AlertTimers(
      JdbcAlerts alerts, Rings rings, PlatformTransactionManager transactions, Clock clock) {
    this.alerts = alerts;
    this.rings = rings;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "PT1S")
  void look() {
    try {
      sweep(clock.instant());
    } catch (RuntimeException down) {
      LOG.warn("Alert timers wait for the database: {}", down.toString());
    }
  }

  void sweep(Instant now) {
    rings.useSecondChannel(now);
    for (var id : alerts.dueForNextStep(now, BATCH)) {
      rings.step(id, now);
    }
  }

  @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT1H")
  void forget() {
    transaction.executeWithoutResult(_ -> alerts.forgetChanges(clock.instant().minus(STREAM_KEPT)));
  }
}
