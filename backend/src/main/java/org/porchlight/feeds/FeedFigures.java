package org.porchlight.feeds;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Counts what comes in, second by second. Guarded by its feed.
final class FeedFigures {

  private static final int SECONDS = 5;
  private static final long SECOND = 1_000_000_000L;

  /// What has not been read for so long does not come any more: longer than any nap.
  private static final long LATE = 2 * SECOND;

  private final long[] bytes = new long[SECONDS + 1];
  private final int[] pictures = new int[SECONDS + 1];
  private final long[] second = new long[SECONDS + 1];
  private boolean rested;
  private long last;
  private long first;
  private long lastKey;
  private @Nullable Duration keyframeDistance;
  private long allBytes;
  private long allPictures;

  /// Counts a picture.
  ///
  /// @param nanos when it arrived
  /// @param rested whether it was not read as soon as it arrived
  void count(long nanos, boolean rested, int size, boolean key) {
    var now = nanos / SECOND;
    this.rested = rested;
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

  /// Until when all that arrived is known: pictures are read in their order.
  private long known(long nanos) {
    return rested && nanos - last <= LATE ? last : nanos;
  }

  /// Whole seconds before this one, which is not over.
  private boolean isCounted(int place, long nanos) {
    var now = known(nanos) / SECOND;
    return second[place] < now && second[place] >= now - SECONDS;
  }

  private double seconds(long nanos) {
    var whole = (known(nanos) - first) / (double) SECOND;
    return first == 0 ? 1 : Math.clamp(whole, 1, SECONDS);
  }
}
