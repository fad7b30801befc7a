package org.porchlight.access;

import java.util.UUID;

public record OverrideId(UUID value) {

  public static OverrideId random() {
    return new OverrideId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
