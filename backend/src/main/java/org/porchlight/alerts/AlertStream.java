package org.porchlight.alerts;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.porchlight.identity.Actor;
import org.springframework.stereotype.Service;

/// The same news as the pushes carry, without a push service in between.
@Service
public class AlertStream {

  /// How long a change made in another process may go unnoticed.
  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final int BATCH = 100;

  private final JdbcAlerts alerts;
  private final StreamBell bell;
  private final Clock clock;

  AlertStream(JdbcAlerts alerts, StreamBell bell, Clock clock) {
    this.alerts = alerts;
    this.bell = bell;
    this.clock = clock;
  }

  /// The officer's changes after this position, the oldest first; waits for one, at most so long.
  /// Empty when the time is over.
  public List<AlertChange> after(Actor officer, long position, Duration patience)
      throws InterruptedException {
    var end = clock.instant().plus(patience);
    var person = officer.person();
    // Listening begins before looking: a change between the two rings the bell.
    var mine = bell.listen(person);
    try {
      while (true) {
        var changes = alerts.changes(person, position, BATCH);
        var left = Duration.between(clock.instant(), end);
        if (!changes.isEmpty() || left.isNegative() || left.isZero()) {
          return changes;
        }
        if (mine.tryAcquire(
            Math.min(left.toMillis() + 1, LOOK.toMillis()), TimeUnit.MILLISECONDS)) {
          mine.drainPermits();
        }
      }
    } finally {
      bell.leave(person, mine);
    }
  }

  /// Where the officer's stream stands now.
  public long position(Actor officer) {
    return alerts.position(officer.person());
  }
}
