package org.porchlight.feeds;

import java.util.Optional;
import java.util.Set;
import org.porchlight.registry.CameraConnection;
import org.porchlight.registry.CameraId;

/// What feeds must know of cameras.
interface Cameras {

  /// How to reach it; empty if it is gone, not proved, or has no address.
  Optional<CameraConnection> connect(CameraId camera);

  /// Those that are pulled all the time.
  Set<CameraId> alwaysPulled();
}
