package org.porchlight.plates;

/// A reader's key in clear. It exists only in the answer that issues it; we keep its hash.
public record ReaderKey(ReaderId reader, String secret) {

  @Override
  public String toString() {
    return "ReaderKey[" + reader + ", [redacted]]";
  }
}
