package org.porchlight.registry;

import org.jspecify.annotations.Nullable;

/// A camera whose every field was found good, and which can be registered. Only [Registration]
/// makes one.
public final class CheckedCamera {

  private final NewCamera camera;
  private final @Nullable CameraConnection connection;

  CheckedCamera(NewCamera camera, @Nullable CameraConnection connection) {
    this.camera = camera;
    this.connection = connection;
  }

  public Ownership ownership() {
    return camera.ownership();
  }

  public boolean connected() {
    return connection != null;
  }

  NewCamera camera() {
    return camera;
  }

  @Nullable CameraConnection connection() {
    return connection;
  }
}
