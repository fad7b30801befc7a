package org.porchlight.feeds;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How one camera's feed is. Figures are of the last few seconds and zero while nothing comes.
///
/// @param lastPacket our clock when the last picture arrived
/// @param keyframeDistance time between the last two keyframes
/// @param reconnects since the feed was started
/// @param gaps interruptions, losses and jumps of the camera's clock since the feed was started
/// @param clockOffset how far the camera's wall clock is ahead of ours, by its own reports; null if
///   it sends none
/// @param codec for example `avc1.640028`
public record FeedHealth(
    FeedState state,
    @Nullable Instant lastPacket,
    long bitsPerSecond,
    double framesPerSecond,
    @Nullable Duration keyframeDistance,
    int reconnects,
    int gaps,
    @Nullable Duration clockOffset,
    int viewers,
    @Nullable String codec,
    int width,
    int height) {

  static FeedHealth idle() {
    return new FeedHealth(new FeedState.Idle(), null, 0, 0, null, 0, 0, null, 0, null, 0, 0);
  }
}
