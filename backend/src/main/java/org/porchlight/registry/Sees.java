package org.porchlight.registry;

/// What a camera sees. Stored by name.
public enum Sees {
  INDOORS,
  STREET,
  SIDEWALK,
  ENTRANCE,
  PARKING,
  ALLEY,
  YARD
}
