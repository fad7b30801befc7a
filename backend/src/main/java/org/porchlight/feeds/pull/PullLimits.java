package org.porchlight.feeds.pull;

import java.time.Duration;

/// What a camera may do, and how long it may take.
///
/// @param open until it has said what it will send
/// @param silence longest time without a picture
/// @param keyless longest time without a keyframe, unless its keyframes are known to be rarer
/// @param bitsPerSecond most it may send, over five seconds
/// @param pictureBytes size of the largest picture
public record PullLimits(
    Duration open, Duration silence, Duration keyless, long bitsPerSecond, int pictureBytes) {

  /// How long one answer may take: a camera that is asked four times can not use up four times the
  /// whole.
  public Duration answer() {
    return open.dividedBy(2);
  }

  /// The same for a camera whose keyframes are known to be rarer.
  public PullLimits keyless(Duration atLeast) {
    return atLeast.compareTo(keyless) <= 0
        ? this
        : new PullLimits(open, silence, atLeast, bitsPerSecond, pictureBytes);
  }
}
