package org.porchlight.consent;

/// How far an owner lets the police in. Stored by name; from least to most.
public enum Level {
  /// Police know that the camera is there and may ask for footage. No stream address is kept.
  REGISTERED,
  /// Police may ask; the owner decides each time.
  ON_REQUEST,
  /// Police may look and record while an incident is open near by.
  DURING_INCIDENTS,
  /// Police may look at any time, with a stated purpose.
  ALWAYS
}
