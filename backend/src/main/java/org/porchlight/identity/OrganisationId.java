package org.porchlight.identity;

import java.io.Serializable;
import java.util.UUID;

public record OrganisationId(UUID value) implements Serializable {

  private static final long serialVersionUID = 1L;

  public static OrganisationId random() {
    return new OrganisationId(UUID.randomUUID());
  }

  public static OrganisationId of(String text) {
    return new OrganisationId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
