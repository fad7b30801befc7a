package org.porchlight.feeds.pull;

import java.util.concurrent.TimeUnit;

/// Knows whether a camera sends so little that it need not be read picture by picture: what it
/// sends during a [nap][#NAP] then fits many times over into the memory of the connection, and is
/// read at once. What a small stream costs is reading, not bytes.
///
/// For one thread. Times are of [System#nanoTime()].
final class Pace {

  /// How long a camera may be left alone, and so how late its pictures may be.
  static final long NAP = TimeUnit.MILLISECONDS.toNanos(250);

  /// Most bytes that may be expected of a nap, so that even a keyframe of many times the usual size
  /// does not fill the connection.
  private static final long EXPECTED = 16 * 1024;

  /// More than this at once, and the camera is not left alone until its rate is known anew.
  private static final int BURST = 40 * 1024;

  private static final long SPAN = TimeUnit.SECONDS.toNanos(2);

  private long since;
  private long bytes;
  private boolean small;

  /// @param now the camera has begun to send
  Pace(long now) {
    this.since = now;
  }

  /// Counts what was read.
  void read(int count, long now) {
    bytes += Math.max(0, count);
    if (count > BURST) {
      small = false;
    }
    var span = now - since;
    if (span >= SPAN) {
      small = count <= BURST && bytes * NAP / span <= EXPECTED;
      since = now;
      bytes = 0;
    }
  }

  /// Whether it sends little, as far as is known.
  boolean isSmall() {
    return small;
  }
}
