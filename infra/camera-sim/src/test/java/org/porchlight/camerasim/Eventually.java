package org.porchlight.camerasim;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what happens on another thread.
final class Eventually {

  private Eventually() {}

  static void holds(BooleanSupplier what) {
    var end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (!what.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("it did not happen within 5 s");
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }
}
