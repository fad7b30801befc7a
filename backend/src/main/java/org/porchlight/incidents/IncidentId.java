package org.porchlight.incidents;

import java.util.UUID;

public record IncidentId(UUID value) {

  public static IncidentId random() {
    return new IncidentId(UUID.randomUUID());
  }

  public static IncidentId of(String text) {
    return new IncidentId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
