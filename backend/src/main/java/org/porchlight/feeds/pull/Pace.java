package org.porchlight.feeds.pull;

import java.util.concurrent.TimeUnit;

/// Knows how long a camera may be left alone: so long that what it sends meanwhile still fits
/// easily into the memory of the connection, and is then read at once. What a small stream costs is
/// reading, not bytes.
///
/// For one thread. Times are of [System#nanoTime()].
final class Pace {

  /// Until its pictures have been there for so long, a camera of a quarter of a megabit is left
  /// alone.
  static final long LONG_NAP = TimeUnit.SECONDS.toNanos(1);

  /// And one of half a megabit.
  static final long SHORT_NAP = LONG_NAP / 2;

  /// Most bytes that may be expected of a nap: a keyframe of many times the usual size comes on top
  /// of them, and must not fill the connection, which holds at least 64 KiB.
  private static final long LONG_EXPECTED = 40 * 1024;

  private static final long SHORT_EXPECTED = 32 * 1024;

  /// More than this at once, and the connection was nearly full: the camera is not left alone until
  /// its rate is known anew.
  private static final int BURST = 56 * 1024;

  private static final long SPAN = TimeUnit.SECONDS.toNanos(2);

  private long since;
  private long bytes;
  private long nap;

  /// @param now the camera has begun to send
  Pace(long now) {
    this.since = now;
  }

  /// Counts what was read.
  void read(int count, long now) {
    bytes += Math.max(0, count);
    if (count > BURST) {
      nap = 0;
    }
    var span = now - since;
    if (span >= SPAN) {
      nap = count > BURST ? 0 : napOf(bytes, span);
      since = now;
      bytes = 0;
    }
  }

  private static long napOf(long bytes, long span) {
    if (bytes * LONG_NAP / span <= LONG_EXPECTED) {
      return LONG_NAP;
    }
    return bytes * SHORT_NAP / span <= SHORT_EXPECTED ? SHORT_NAP : 0;
  }

  /// How long it may be left alone, in nanoseconds, as far as is known; 0 for not at all.
  long nap() {
    return nap;
  }
}
