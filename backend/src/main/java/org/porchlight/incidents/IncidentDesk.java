package org.porchlight.incidents;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Agencies;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;
import org.porchlight.incidents.DeskAnswer.Why;
import org.porchlight.kernel.FieldError;
import org.porchlight.kernel.Place;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Incidents by hand. A supervisor's counts as confirmed; an operator's opens cameras for 15
/// minutes unless a second person confirms it.
///
/// Each lies within the agency's jurisdiction, and an operator has only so many that nobody else
/// has confirmed: each shows the cameras around it, and many would show the whole city. See
/// docs/decisions/0039-the-registry-cannot-be-browsed.md.
@Service
@Transactional
public class IncidentDesk {

  private final JdbcIncidents incidents;
  private final JdbcTimeline timeline;
  private final IncidentLife life;
  private final Agencies agencies;
  private final DeskSettings settings;
  private final AuditLog log;
  private final Clock clock;

  IncidentDesk(
      JdbcIncidents incidents,
      JdbcTimeline timeline,
      IncidentLife life,
      Agencies agencies,
      DeskSettings settings,
      AuditLog log,
      Clock clock) {
    this.incidents = incidents;
    this.timeline = timeline;
    this.life = life;
    this.agencies = agencies;
    this.settings = settings;
    this.log = log;
    this.clock = clock;
  }

  /// Opens an incident of the person's own agency, within its jurisdiction.
  public DeskAnswer openByHand(Actor who, NewIncident typed) {
    if (!worksTheDesk(who)) {
      return refused(who, null, "incident.opened", Why.NOT_YOUR_ROLE);
    }
    var errors = IncidentFields.errors(typed);
    var kind = typed.kind();
    var priority = typed.priority();
    var place = typed.place();
    if (!errors.isEmpty() || kind == null || priority == null || place == null) {
      return new DeskAnswer.Invalid(errors);
    }
    var now = clock.instant();
    var why = againstOpening(who, place, now);
    if (why != null) {
      return refused(who, null, "incident.opened", why);
    }
    var number = typed.number();
    if (number == null || number.isBlank()) {
      number = incidents.nextNumber();
    }
    number = number.strip();
    incidents.lockNumber(who.organisation(), number);
    if (incidents.findToChange(who.organisation(), number).isPresent()) {
      return new DeskAnswer.Invalid(
          List.of(new FieldError("number", "incident.number.taken", Map.of("number", number))));
    }
    var address = typed.address();
    var incident =
        new Incident(
            IncidentId.random(),
            who.organisation(),
            number,
            kind.strip(),
            priority,
            place,
            address == null ? "" : address.strip(),
            who.is(Role.SUPERVISOR) ? Source.SUPERVISOR : Source.OPERATOR,
            new State.Open(),
            now,
            who.person(),
            null,
            1);
    life.begin(who, incident, null, now);
    return new DeskAnswer.Done(incident);
  }

  /// Confirms an operator's incident, as a second person.
  ///
  /// @throws IncidentNotFound if there is none
  public DeskAnswer confirm(Actor secondPerson, IncidentId id) {
    var incident = incidents.findToChange(id).orElseThrow(() -> new IncidentNotFound(id));
    var why = againstConfirming(secondPerson, incident);
    if (why != null) {
      return refused(secondPerson, incident, "incident.confirmed", why);
    }
    var confirmed = incident.with(incident.state(), secondPerson.person());
    life.change(secondPerson, incident, confirmed, null, clock.instant());
    return new DeskAnswer.Done(confirmed);
  }

  /// Closes an incident; views that rest on it end within a second. Closing twice is harmless.
  ///
  /// @throws IncidentNotFound if there is none
  public DeskAnswer close(Actor who, IncidentId id) {
    var incident = incidents.findToChange(id).orElseThrow(() -> new IncidentNotFound(id));
    var why = againstTouching(who, incident);
    if (why != null) {
      return refused(who, incident, "incident.closed", why);
    }
    if (!incident.isOpen()) {
      return new DeskAnswer.Done(incident);
    }
    var now = clock.instant();
    var closed = incident.with(new State.Closed(now), incident.confirmedBy());
    life.change(who, incident, closed, null, now);
    return new DeskAnswer.Done(closed);
  }

  /// Adds a line to the timeline.
  ///
  /// @param text 1 to 1,000 characters
  /// @throws IncidentNotFound if there is none
  public DeskAnswer note(Actor who, IncidentId id, String text) {
    var incident = incidents.find(id).orElseThrow(() -> new IncidentNotFound(id));
    var why = againstTouching(who, incident);
    if (why != null) {
      return refused(who, incident, "incident.noted", why);
    }
    var errors = new ArrayList<FieldError>();
    IncidentFields.text(errors, "text", text, 1000);
    if (!errors.isEmpty()) {
      return new DeskAnswer.Invalid(errors);
    }
    timeline.add(
        id,
        new TimelineEntry(clock.instant(), "note", who.person(), Map.of("text", text.strip())),
        UUID.randomUUID().toString());
    log.append(entry(who, incident, "incident.noted", Outcome.DONE));
    return new DeskAnswer.Done(incident);
  }

  private @Nullable Why againstOpening(Actor who, Place place, Instant now) {
    var agency = agencies.find(who.organisation());
    if (agency.filter(own -> own.jurisdiction().contains(place)).isEmpty()) {
      return Why.OUTSIDE_JURISDICTION;
    }
    if (who.is(Role.SUPERVISOR)) {
      return null;
    }
    incidents.lockOpener(who.person());
    var since = now.minus(settings.shift());
    var unconfirmed = incidents.unconfirmedOf(who.person(), since);
    if (unconfirmed.open() >= settings.mostUnconfirmed()) {
      return Why.TOO_MANY_UNCONFIRMED;
    }
    return unconfirmed.inAll() >= settings.mostInAShift() ? Why.TOO_MANY_IN_A_SHIFT : null;
  }

  private @Nullable Why againstConfirming(Actor who, Incident incident) {
    var why = againstTouching(who, incident);
    if (why != null) {
      return why;
    }
    if (!incident.isOpen()) {
      return Why.NOT_OPEN;
    }
    if (!incident.needsConfirmation()) {
      return Why.NOTHING_TO_CONFIRM;
    }
    @Nullable PersonId opener = incident.openedBy();
    return who.person().equals(opener) ? Why.SAME_PERSON : null;
  }

  private static @Nullable Why againstTouching(Actor who, Incident incident) {
    if (!worksTheDesk(who)) {
      return Why.NOT_YOUR_ROLE;
    }
    return incident.agency().equals(who.organisation()) ? null : Why.OTHER_AGENCY;
  }

  private static boolean worksTheDesk(Actor who) {
    return who.is(Role.OPERATOR) || who.is(Role.SUPERVISOR);
  }

  private DeskAnswer refused(Actor who, @Nullable Incident incident, String event, Why why) {
    log.append(entry(who, incident, event, Outcome.DENY).plain("reason", why.name()));
    return new DeskAnswer.Refused(why);
  }

  private static AuditEvent entry(
      Actor who, @Nullable Incident incident, String event, Outcome outcome) {
    return AuditEvent.of(event, outcome)
        .personal("act", who.person().toString())
        .personal("org", who.organisation().toString())
        .personal("inc", incident == null ? null : incident.id().toString())
        .personal("case", incident == null ? null : incident.number())
        .personal("src", who.source());
  }
}
