package org.porchlight.registry;

import java.util.UUID;

public record NetworkGrantId(UUID value) {

  public static NetworkGrantId random() {
    return new NetworkGrantId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
