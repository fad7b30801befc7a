package org.porchlight.alerts;

/// Where an alert comes from. Stored by name, and sent by name in the push.
public enum AlertKind {
  PLATE_HIT,
  INCIDENT,
  OWNER_ALARM,
  GUNSHOT,
  MISSING_PERSON,
  MANUAL
}
