package org.porchlight.notices;

import java.time.Duration;

/// Waiting, as something a test can skip.
@FunctionalInterface
interface Pause {

  void take(Duration duration) throws InterruptedException;
}
