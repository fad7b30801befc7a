package org.porchlight.notices;

import java.util.UUID;

public record PushTargetId(UUID value) {

  public static PushTargetId random() {
    return new PushTargetId(UUID.randomUUID());
  }

  public static PushTargetId of(String text) {
    return new PushTargetId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
