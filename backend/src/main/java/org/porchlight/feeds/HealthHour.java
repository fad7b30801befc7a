package org.porchlight.feeds;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What came from a camera in one hour.
///
/// @param hour when it began
/// @param secondsWanted in which it should have delivered, 0 to 3,600
/// @param secondsDelivering in which it did
/// @param pictures received and kept
/// @param gaps interruptions, losses and jumps of the camera's clock
/// @param lastPicture when the last one arrived, by our clock; null if none did
/// @param keyframeDistance the longest of those that were looked at, once a minute
/// @param clockOffset how far the camera's clock was ahead of ours when it last said so
public record HealthHour(
    Instant hour,
    int secondsWanted,
    int secondsDelivering,
    long pictures,
    long bytes,
    int gaps,
    int reconnects,
    @Nullable Instant lastPicture,
    @Nullable Duration keyframeDistance,
    @Nullable Duration clockOffset) {

  /// Of the time in which it delivered; 0 if it never did.
  public double framesPerSecond() {
    return secondsDelivering == 0 ? 0 : pictures / (double) secondsDelivering;
  }

  /// Of the time in which it delivered; 0 if it never did.
  public long bitsPerSecond() {
    return secondsDelivering == 0 ? 0 : bytes * 8 / secondsDelivering;
  }
}
