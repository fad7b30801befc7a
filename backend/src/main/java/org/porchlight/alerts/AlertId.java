package org.porchlight.alerts;

import java.util.UUID;

public record AlertId(UUID value) {

  public static AlertId random() {
    return new AlertId(UUID.randomUUID());
  }

  public static AlertId of(String text) {
    return new AlertId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
