package org.porchlight.feeds;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.porchlight.feeds.pull.AskedBefore;
import org.porchlight.feeds.pull.VideoSource;
import org.porchlight.feeds.pull.VideoSource.VideoStream;
import org.porchlight.registry.CameraConnection;
import org.porchlight.registry.CameraId;

/// What feeds must know of cameras.
interface Cameras {

  /// How to reach it; empty if it is gone, not proved, or has no address.
  Optional<CameraConnection> connect(CameraId camera);

  /// How it has asked for the password before.
  AskedBefore asked(CameraId camera);

  /// Whether it dials in, instead of being connected to.
  default boolean dialsIn(CameraId camera) {
    return false;
  }

  /// The pictures of one that dials in.
  ///
  /// @param sound whether its sound may be received
  default VideoStream dialledIn(CameraId camera, boolean sound, VideoSource.Receiver receiver) {
    throw new IllegalArgumentException("does not dial in: " + camera);
  }

  /// Whom to tell that one has dialled in.
  default void onArrival(Consumer<CameraId> told) {}

  /// Whether its sound may be received now.
  boolean mayBeHeard(CameraId camera);

  /// Those that are pulled though nobody was let in.
  Map<CameraId, Unasked> unasked();
}
