package org.porchlight.portal.center;

/// What a page may want to look at again.
public enum Topic {
  INCIDENTS,
  /// Consent, proof of address, or a camera itself.
  SHARING,
  CLIPS,
  /// Cameras that are lost or back.
  FEEDS,
  ALERTS,
  /// Officers' places and the readers' last reads.
  POSITIONS
}
