package org.porchlight.feeds;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What came from a camera in some days, taken together.
///
/// @param wanted how long it should have delivered
/// @param delivering how long it did
/// @param lastPicture when the last one arrived, by our clock; null if none did
public record HealthSum(
    Duration wanted, Duration delivering, int gaps, int reconnects, @Nullable Instant lastPicture) {

  /// Nobody needed it.
  public static final HealthSum NOTHING = new HealthSum(Duration.ZERO, Duration.ZERO, 0, 0, null);
}
