package org.porchlight.alerts;

import org.jspecify.annotations.Nullable;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.identity.Actor;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.incidents.IncidentId;
import org.springframework.stereotype.Component;

/// Writes every step of an alert into the audit log, in the caller's transaction.
@Component
class AlertLog {

  private final AuditLog audit;

  AlertLog(AuditLog audit) {
    this.audit = audit;
  }

  void did(Actor actor, String event, AlertRow alert) {
    did(actor, event, alert, null);
  }

  void did(Actor actor, String event, AlertRow alert, @Nullable String reason) {
    audit.append(
        by(actor, event(event, Outcome.DONE, alert.id(), alert.incident()))
            .plain("reason", reason));
  }

  void raised(Actor actor, AlertId id, NewAlert alert) {
    audit.append(
        by(actor, event("alert.raised", Outcome.DONE, id, alert.incident()))
            .personal("clip", alert.clip() == null ? null : alert.clip().toString())
            .plain("kind", alert.kind().name())
            .plain("sev", alert.severity().name()));
  }

  /// One that came from outside the desk.
  void arrived(PersonId from, OrganisationId agency, AlertId id, NewAlert alert) {
    audit.append(
        event("alert.raised", Outcome.DONE, id, alert.incident())
            .personal("act", from.toString())
            .personal("org", agency.toString())
            .plain("kind", alert.kind().name())
            .plain("sev", alert.severity().name()));
  }

  /// Somebody wanted what is not theirs to do or to see.
  void refused(Actor actor, String event, AlertId id, String reason) {
    audit.append(by(actor, event(event, Outcome.DENY, id, null)).plain("reason", reason));
  }

  /// A step that no person took.
  void happened(String event, AlertRow alert, @Nullable PersonId officer, @Nullable Integer ring) {
    audit.append(
        event(event, Outcome.DONE, alert.id(), alert.incident())
            .personal("person", officer == null ? null : officer.toString())
            .plain("ring", ring));
  }

  private static AuditEvent event(
      String event, Outcome outcome, AlertId id, @Nullable IncidentId incident) {
    return AuditEvent.of(event, outcome)
        .personal("alert", id.toString())
        .personal("inc", incident == null ? null : incident.toString());
  }

  private static AuditEvent by(Actor actor, AuditEvent event) {
    return event
        .personal("act", actor.person().toString())
        .personal("org", actor.organisation().toString())
        .personal("src", actor.source());
  }
}
