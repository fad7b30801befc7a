package org.porchlight.incidents;

/// Where an incident comes from. Stored by name.
public enum Source {
  /// Computer-aided dispatch.
  CAD,
  /// A supervisor, by hand.
  SUPERVISOR,
  /// An operator, by hand: it opens cameras for 15 minutes only, unless a second person confirms
  /// it.
  OPERATOR
}
