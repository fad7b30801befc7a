package org.porchlight.evidence;

import java.util.UUID;

public record ClipId(UUID value) {

  public static ClipId random() {
    return new ClipId(UUID.randomUUID());
  }

  public static ClipId of(String text) {
    return new ClipId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
