package org.porchlight.imports;

import java.util.UUID;

/// Names one import.
public record ImportId(UUID value) {

  static ImportId random() {
    return new ImportId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
