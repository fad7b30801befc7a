package org.porchlight.feeds;

import org.jspecify.annotations.Nullable;
import org.porchlight.registry.Camera;

/// One camera on the health board.
///
/// @param now how its feed is at this moment
/// @param outage the one that is not over; null if all is well, as far as is known
/// @param week what came in the last seven days
public record HealthLine(Camera camera, FeedHealth now, @Nullable Outage outage, HealthSum week) {

  /// How a camera stands, what needs somebody most first.
  public enum Standing {
    /// It should deliver and does not.
    LOST,
    /// There is no room for it on the server.
    WAITING,
    /// It did not deliver when it was needed last, and was not tried since.
    LOST_WHEN_LAST_NEEDED,
    CONNECTING,
    DELIVERING,
    /// Nobody needs it now.
    IDLE,
    /// There is no stream address, or its site is not proved.
    NOT_CONNECTED
  }

  public Standing standing() {
    if (!camera.connected() || !camera.proved()) {
      return Standing.NOT_CONNECTED;
    }
    return switch (now.state()) {
      case FeedState.Lost _ -> Standing.LOST;
      case FeedState.Waiting _ -> Standing.WAITING;
      case FeedState.Connecting _ -> outage == null ? Standing.CONNECTING : Standing.LOST;
      case FeedState.Delivering _ -> Standing.DELIVERING;
      case FeedState.Idle _ -> outage == null ? Standing.IDLE : Standing.LOST_WHEN_LAST_NEEDED;
    };
  }
}
