package org.porchlight.identity;

import org.jspecify.annotations.Nullable;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.springframework.stereotype.Component;

/// Writes what identity does into the audit log, with the field names of
/// `docs/design/audit-log.md`.
@Component
class Happenings {

  private final AuditLog audit;

  Happenings(AuditLog audit) {
    this.audit = audit;
  }

  /// Something a known person did at the door.
  static AuditEvent atTheDoor(
      String event, Outcome outcome, @Nullable Person person, String typed, String source) {
    var entry = AuditEvent.of(event, outcome).personal("src", source);
    return person == null
        ? entry.personal("q", EmailAddress.isValid(typed) ? typed : null)
        : entry
            .personal("act", person.id().toString())
            .personal("org", person.organisation().toString());
  }

  /// Something that one person did, possibly to another.
  static AuditEvent by(Actor actor, String event, Outcome outcome, @Nullable PersonId actedUpon) {
    return AuditEvent.of(event, outcome)
        .personal("act", actor.person().toString())
        .personal("org", actor.organisation().toString())
        .personal("src", actor.source())
        .personal("person", actedUpon == null ? null : actedUpon.toString());
  }

  void append(AuditEvent event) {
    audit.append(event);
  }
}
