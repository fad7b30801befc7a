package org.porchlight.alerts;

/// Why an officer does not go. Stored by name.
public enum DeclineReason {
  BUSY,
  TOO_FAR,
  UNSAFE_ALONE,
  END_OF_SHIFT,
  OTHER
}
