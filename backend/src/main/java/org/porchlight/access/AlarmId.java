package org.porchlight.access;

import java.util.UUID;

public record AlarmId(UUID value) {

  public static AlarmId random() {
    return new AlarmId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
