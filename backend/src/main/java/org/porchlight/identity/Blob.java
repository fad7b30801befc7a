package org.porchlight.identity;

import org.jspecify.annotations.Nullable;

/// Bytes as a value, for rows that are records. Never prints them.
final class Blob {

  private final byte[] bytes;

  private Blob(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  static Blob of(byte[] bytes) {
    return new Blob(bytes);
  }

  static @Nullable Blob ofNullable(byte @Nullable [] bytes) {
    return bytes == null ? null : new Blob(bytes);
  }

  byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public String toString() {
    return "[redacted]";
  }
}
