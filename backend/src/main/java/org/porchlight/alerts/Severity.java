package org.porchlight.alerts;

/// How bad it is, the worst last. Stored by name, and sent by name in the push.
public enum Severity {
  ROUTINE,
  URGENT,
  EMERGENCY
}
