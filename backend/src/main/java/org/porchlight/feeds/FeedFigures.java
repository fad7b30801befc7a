package org.porchlight.feeds;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Counts what comes in, second by second. Guarded by its feed.
final class FeedFigures {

  private static final int SECONDS = 5;
  private static final long SECOND = 1_000_000_000L;

  private final long[] bytes = new long[SECONDS + 1];
  private final int[] pictures = new int[SECONDS + 1];
  private final long[] second = new long[SECONDS + 1];
  private long last;
  private long first;
  private long lastKey;
  private @Nullable Duration keyframeDistance;
  private long allBytes;
  private long allPictures;

  void count(long nanos, int size, boolean key) {
    var now = nanos / SECOND;
    var place = Math.floorMod(now, bytes.length);
    if (second[place] != now) {
      second[place] = now;
      bytes[place] = 0;
      pictures[place] = 0;
    }
    bytes[place] += size;
    pictures[place]++;
    allBytes += size;
    allPictures++;
    if (first == 0) {
      first = nanos;
    }
    last = nanos;
    if (key) {
      if (lastKey != 0) {
        keyframeDistance = Duration.ofNanos(nanos - lastKey);
      }
      lastKey = nanos;
    }
  }

  /// Nothing comes any more; what comes later is a new count.
  void stop() {
    first = 0;
    lastKey = 0;
    java.util.Arrays.fill(second, Long.MIN_VALUE);
  }

  /// Since the feed was begun.
  long allBytes() {
    return allBytes;
  }

  /// Since the feed was begun.
  long allPictures() {
    return allPictures;
  }

  long last() {
    return last;
  }

  @Nullable Duration keyframeDistance() {
    return keyframeDistance;
  }

  long bitsPerSecond(long nanos) {
    var sum = 0L;
    for (var i = 0; i < bytes.length; i++) {
      sum += isCounted(i, nanos) ? bytes[i] : 0;
    }
    return (long) (sum * 8 / seconds(nanos));
  }

  double framesPerSecond(long nanos) {
    var sum = 0L;
    for (var i = 0; i < pictures.length; i++) {
      sum += isCounted(i, nanos) ? pictures[i] : 0;
    }
    return Math.round(sum / seconds(nanos) * 10) / 10.0;
  }

  /// Whole seconds before this one; this one is not over.
  private boolean isCounted(int place, long nanos) {
    var now = nanos / SECOND;
    return second[place] < now && second[place] >= now - SECONDS;
  }

  private double seconds(long nanos) {
    var whole = (nanos - first) / (double) SECOND;
    return first == 0 ? 1 : Math.clamp(whole, 1, SECONDS);
  }
}
