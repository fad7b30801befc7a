package org.porchlight.feeds.pull.rtp;

import org.porchlight.feeds.media.Timeline;

/// Unwraps the 32-bit time stamps of one stream, and counts them in [Timeline#TICKS].
final class RtpClock {

  private final int rate;
  private boolean any;
  private int last;
  private long time;

  /// @param rate of the time stamps, per second
  RtpClock(int rate) {
    if (rate <= 0) {
      throw new IllegalArgumentException("rate " + rate);
    }
    this.rate = rate;
  }

  void advance(int timestamp) {
    // The difference of two wrapping counters.
    time = any ? time + (timestamp - last) : 0;
    last = timestamp;
    any = true;
  }

  long ticks() {
    return ticks(time);
  }

  /// What a time stamp near the last one is, before or after it.
  long ticksOf(int timestamp) {
    return ticks(time + (timestamp - last));
  }

  private long ticks(long counted) {
    return rate == Timeline.TICKS ? counted : counted * Timeline.TICKS / rate;
  }
}
