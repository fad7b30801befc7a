package org.porchlight.registry;

import org.jspecify.annotations.Nullable;
import org.porchlight.identity.PersonId;

/// A camera whose every field was found good for this owner, and which can be registered. Only
/// [Registration] makes one.
public final class CheckedCamera {

  private final PersonId owner;
  private final NewCamera camera;
  private final @Nullable CameraConnection connection;

  CheckedCamera(PersonId owner, NewCamera camera, @Nullable CameraConnection connection) {
    this.owner = owner;
    this.camera = camera;
    this.connection = connection;
  }

  PersonId owner() {
    return owner;
  }

  NewCamera camera() {
    return camera;
  }

  @Nullable CameraConnection connection() {
    return connection;
  }
}
