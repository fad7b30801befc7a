package org.porchlight.plates;

import java.util.UUID;

public record ReaderId(UUID value) {

  public static ReaderId random() {
    return new ReaderId(UUID.randomUUID());
  }

  public static ReaderId of(String text) {
    return new ReaderId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
