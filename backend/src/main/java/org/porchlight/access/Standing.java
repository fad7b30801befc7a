package org.porchlight.access;

/// Whether a permit still holds.
public sealed interface Standing {

  record Holds() implements Standing {}

  record Ended(Reason reason) implements Standing {}
}
