package org.porchlight.incidents;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.identity.Actor;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Writes what becomes of incidents, however it came about: the row, the line in the timeline, the
/// audit entry and the event, in the caller's transaction.
@Component
@Transactional(propagation = Propagation.MANDATORY)
class IncidentLife {

  private final JdbcIncidents incidents;
  private final JdbcTimeline timeline;
  private final AuditLog log;
  private final ApplicationEventPublisher events;

  IncidentLife(
      JdbcIncidents incidents,
      JdbcTimeline timeline,
      AuditLog log,
      ApplicationEventPublisher events) {
    this.incidents = incidents;
    this.timeline = timeline;
    this.log = log;
    this.events = events;
  }

  /// A new incident; one that is closed already is only recorded.
  void begin(Actor who, Incident incident, @Nullable Instant messageAt, Instant now) {
    incidents.add(incident, messageAt);
    tell(who, incident, "opened", now);
    if (incident.isOpen()) {
      events.publishEvent(new IncidentOpened(incident.id(), now));
    } else {
      tell(who, incident, "closed", now);
    }
  }

  /// The next state of a known incident, whose row the caller has locked.
  void change(
      Actor who, Incident before, Incident after, @Nullable Instant messageAt, Instant now) {
    incidents.replace(after, messageAt);
    if (before.isOpen() && !after.isOpen()) {
      tell(who, after, "closed", now);
      events.publishEvent(new IncidentClosed(after.id(), now));
    } else if (!before.isOpen() && after.isOpen()) {
      tell(who, after, "reopened", now);
      events.publishEvent(new IncidentOpened(after.id(), now));
    } else {
      var confirmed = before.confirmedBy() == null && after.confirmedBy() != null;
      tell(who, after, confirmed ? "confirmed" : "changed", now);
      events.publishEvent(new IncidentChanged(after.id(), now));
    }
  }

  private void tell(Actor who, Incident incident, String what, Instant now) {
    timeline.add(
        incident.id(),
        new TimelineEntry(
            now,
            what,
            incident.source() == Source.CAD ? null : who.person(),
            Map.of("kind", incident.kind(), "priority", Integer.toString(incident.priority()))),
        what + ":" + incident.version());
    log.append(
        AuditEvent.of("incident." + what, Outcome.DONE)
            .personal("act", who.person().toString())
            .personal("org", who.organisation().toString())
            .personal("inc", incident.id().toString())
            .personal("case", incident.number())
            .personal("src", who.source())
            .plain("source", incident.source().name())
            .plain("priority", incident.priority()));
  }
}
