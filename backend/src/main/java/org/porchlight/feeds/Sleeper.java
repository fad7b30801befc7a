package org.porchlight.feeds;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Waiting, as something a test can skip and an owner's change can cut short.
interface Sleeper {

  void sleep(Duration duration) throws InterruptedException;

  /// Ends the sleep of now, or if there is none, the next one.
  void wake();

  /// Takes back a [#wake()] that came before the sleep.
  void forget();

  static Sleeper real() {
    var bell = new Semaphore(0);
    return new Sleeper() {
      @Override
      public void sleep(Duration duration) throws InterruptedException {
        // Woken or slept out comes to the same.
        var _ = bell.tryAcquire(duration.toMillis(), TimeUnit.MILLISECONDS);
        bell.drainPermits();
      }

      @Override
      public void wake() {
        bell.release();
      }

      @Override
      public void forget() {
        bell.drainPermits();
      }
    };
  }
}
