package org.porchlight.feeds.pull.rtp;

/// Unwraps the 32-bit time stamps of one stream of sound, and counts them in samples.
final class SoundClock {

  private final int clockRate;
  private final int rate;
  private boolean any;
  private int last;
  private long time;

  SoundClock(int clockRate, int rate) {
    if (clockRate <= 0) {
      throw new IllegalArgumentException("rate " + clockRate);
    }
    this.clockRate = clockRate;
    this.rate = rate;
  }

  /// The next time stamp, in samples.
  long advance(int timestamp) {
    // The difference of two wrapping counters.
    time = any ? time + (timestamp - last) : 0;
    last = timestamp;
    any = true;
    return clockRate == rate ? time : Math.floorDiv(time * rate, (long) clockRate);
  }
}
