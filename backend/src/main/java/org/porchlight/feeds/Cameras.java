package org.porchlight.feeds;

import java.util.Map;
import java.util.Optional;
import org.porchlight.feeds.pull.AskedBefore;
import org.porchlight.registry.CameraConnection;
import org.porchlight.registry.CameraId;

/// What feeds must know of cameras.
interface Cameras {

  /// How to reach it; empty if it is gone, not proved, or has no address.
  Optional<CameraConnection> connect(CameraId camera);

  /// How it has asked for the password before.
  AskedBefore asked(CameraId camera);

  /// Whether its sound may be received now.
  boolean mayBeHeard(CameraId camera);

  /// Those that are pulled though nobody was let in.
  Map<CameraId, Unasked> unasked();
}
