package org.porchlight.feeds.pull.container;

/// Unwraps the clock of a transport stream, which has 33 bits and wraps once a day. Begins at 0.
/// One for all streams that show the same moment by the same number. Thread-safe.
public final class TransportClock {

  private static final long MASK = (1L << 33) - 1;

  private boolean begun;
  private long last;
  private long time;

  /// The moment that a time stamp near the last one names, in
  /// [org.porchlight.feeds.media.Timeline#TICKS].
  synchronized long unwrapped(long clock) {
    if (begun) {
      var step = (clock - last) & MASK;
      time += step > MASK / 2 ? step - MASK - 1 : step;
    }
    begun = true;
    last = clock;
    return time;
  }
}
