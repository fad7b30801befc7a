package org.porchlight.registry;

import java.util.UUID;

public record CameraId(UUID value) {

  public static CameraId random() {
    return new CameraId(UUID.randomUUID());
  }

  public static CameraId of(String text) {
    return new CameraId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
