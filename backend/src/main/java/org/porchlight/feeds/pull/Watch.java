package org.porchlight.feeds.pull;

import java.util.Optional;
import org.porchlight.feeds.StreamProblem;

/// Knows when a connection that still stands is dead all the same: no picture, or no keyframe, for
/// too long. Reports, answers and other signs of life do not count.
///
/// For one thread. Times are of [System#nanoTime()].
public final class Watch {

  private final PullLimits limits;
  private long lastPicture;
  private long lastKey;
  private long keyDistance;
  private boolean keySeen;

  /// @param now as if a picture had come now
  public Watch(PullLimits limits, long now) {
    this.limits = limits;
    this.lastPicture = now;
    this.lastKey = now;
  }

  public void picture(boolean key, long now) {
    lastPicture = now;
    if (key) {
      keyDistance = keySeen ? now - lastKey : 0;
      keySeen = true;
      lastKey = now;
    }
  }

  /// When it is dead, unless something comes.
  public long deadline() {
    return Math.min(lastPicture + limits.silence().toNanos(), lastKey + keyless());
  }

  /// Why it is dead, if it is.
  public Optional<StreamLost> overdue(long now) {
    if (now - deadline() < 0) {
      return Optional.empty();
    }
    var silent = now - lastPicture >= limits.silence().toNanos();
    return Optional.of(
        new StreamLost(
            silent ? StreamProblem.STALLED : StreamProblem.NO_KEYFRAMES, "nothing in time"));
  }

  /// Some cameras send keyframes seldom. Two and a half times their usual distance is too long, and
  /// so is three times the limit while the distance is not known.
  private long keyless() {
    var limit = limits.keyless().toNanos();
    return keySeen ? Math.max(limit, keyDistance * 5 / 2) : 3 * limit;
  }
}
