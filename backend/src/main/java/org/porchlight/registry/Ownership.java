package org.porchlight.registry;

/// Whose camera it is. Stored by name.
public enum Ownership {
  PRIVATE,
  POLICE
}
