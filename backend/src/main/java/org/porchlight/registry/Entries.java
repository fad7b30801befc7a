package org.porchlight.registry;

import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.Outcome;
import org.porchlight.identity.Actor;

/// Audit entries with the fields that all of this module's have.
final class Entries {

  private Entries() {}

  static AuditEvent by(Actor who, String event, Outcome outcome) {
    return AuditEvent.of(event, outcome)
        .personal("act", who.person().toString())
        .personal("org", who.organisation().toString())
        .personal("src", who.source());
  }
}
