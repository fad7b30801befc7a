package org.porchlight.identity;

import java.io.Serializable;
import java.util.UUID;

public record PersonId(UUID value) implements Serializable {

  private static final long serialVersionUID = 1L;

  public static PersonId random() {
    return new PersonId(UUID.randomUUID());
  }

  public static PersonId of(String text) {
    return new PersonId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
