package org.porchlight.evidence;

/// What makes a copy for viewing another film than the one that was received.
public enum Derivation {
  /// What is masked is blanked, and the time is burned in.
  MASKED,
  /// Its sound is left out; the pictures are the same.
  SILENCED,
  /// Encoded anew, because browsers do not play what the camera sends; the time is burned in.
  CONVERTED
}
