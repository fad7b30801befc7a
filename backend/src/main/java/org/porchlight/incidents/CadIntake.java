package org.porchlight.incidents;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Agencies;
import org.porchlight.identity.Role;
import org.porchlight.kernel.FieldError;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Takes messages from computer-aided dispatch, as described in docs/reference/cad.md.
@Service
@Transactional
public class CadIntake {

  /// Rejected messages are kept for so long, to find out what was wrong with them.
  static final Duration REJECTED_ARE_KEPT = Duration.ofDays(30);

  private final JdbcIncidents incidents;
  private final JdbcRejectedMessages rejected;
  private final IncidentLife life;
  private final Agencies agencies;
  private final AuditLog log;
  private final JsonMapper json;
  private final Clock clock;

  CadIntake(
      JdbcIncidents incidents,
      JdbcRejectedMessages rejected,
      IncidentLife life,
      Agencies agencies,
      AuditLog log,
      JsonMapper json,
      Clock clock) {
    this.incidents = incidents;
    this.rejected = rejected;
    this.life = life;
    this.agencies = agencies;
    this.log = log;
    this.json = json;
    this.clock = clock;
  }

  /// Creates, updates, closes or reopens the incident with the message's number. The same message
  /// twice, or an older one after a newer one, changes nothing and is accepted.
  public CadAnswer receive(Actor machine, String text) {
    var now = clock.instant();
    if (!machine.is(Role.MACHINE) || agencies.find(machine.organisation()).isEmpty()) {
      return reject(machine, text, List.of(FieldError.of("", "cad.sender.no-agency")), now);
    }
    return switch (CadMessage.read(json, text, now)) {
      case CadMessage.Read.Bad(var errors) -> reject(machine, text, errors, now);
      case CadMessage.Read.Good(var message) -> apply(machine, text, message, now);
    };
  }

  private CadAnswer apply(Actor machine, String text, CadMessage message, Instant now) {
    incidents.lockNumber(machine.organisation(), message.number());
    var known = incidents.findToChange(machine.organisation(), message.number());
    var stamp = Objects.requireNonNullElse(message.updatedAt(), now);
    if (known.isEmpty()) {
      var errors = message.missingInFirst();
      return errors.isEmpty()
          ? create(machine, message, stamp, now)
          : reject(machine, text, errors, now);
    }
    return update(machine, known.get(), message, stamp, now);
  }

  private CadAnswer create(Actor machine, CadMessage message, Instant stamp, Instant now) {
    var incident =
        new Incident(
            IncidentId.random(),
            machine.organisation(),
            message.number(),
            Objects.requireNonNull(message.kind()),
            Objects.requireNonNull(message.priority()),
            Objects.requireNonNull(message.place()),
            Objects.requireNonNullElse(message.address(), ""),
            Source.CAD,
            isClosing(message) ? new State.Closed(stamp) : new State.Open(),
            Objects.requireNonNullElse(message.openedAt(), now),
            null,
            null,
            1);
    life.begin(machine, incident, stamp, now);
    return new CadAnswer.Accepted(incident.id(), true);
  }

  private CadAnswer update(
      Actor machine, JdbcIncidents.Known known, CadMessage message, Instant stamp, Instant now) {
    var before = known.incident();
    var accepted = new CadAnswer.Accepted(before.id(), false);
    var newest = known.messageAt();
    if (newest != null && stamp.isBefore(newest)) {
      return accepted;
    }
    var after = merged(before, message, stamp);
    if (after.equals(before)) {
      incidents.heard(before.id(), stamp);
    } else {
      life.change(machine, before, after, stamp, now);
    }
    return accepted;
  }

  /// What CAD knows it knows better than the desk: an incident opened by hand becomes CAD's.
  private static Incident merged(Incident before, CadMessage message, Instant stamp) {
    var same =
        new Incident(
            before.id(),
            before.agency(),
            before.number(),
            Objects.requireNonNullElse(message.kind(), before.kind()),
            Objects.requireNonNullElse(message.priority(), before.priority()),
            Objects.requireNonNullElse(message.place(), before.place()),
            Objects.requireNonNullElse(message.address(), before.address()),
            Source.CAD,
            state(before, message, stamp),
            Objects.requireNonNullElse(message.openedAt(), before.openedAt()),
            before.openedBy(),
            before.confirmedBy(),
            before.version());
    return same.equals(before) ? before : same.with(same.state(), same.confirmedBy());
  }

  private static State state(Incident before, CadMessage message, Instant stamp) {
    var open = message.open();
    if (open == null) {
      return before.state();
    }
    return switch (before.state()) {
      case State.Open _ -> open ? before.state() : new State.Closed(stamp);
      // Closed by hand meanwhile: only what is said after that opens it again.
      case State.Closed(var at) -> open && stamp.isAfter(at) ? new State.Open() : before.state();
    };
  }

  private static boolean isClosing(CadMessage message) {
    return Boolean.FALSE.equals(message.open());
  }

  private CadAnswer reject(Actor machine, String text, List<FieldError> errors, Instant now) {
    rejected.deleteBefore(now.minus(REJECTED_ARE_KEPT));
    rejected.add(
        machine, text.substring(0, Math.min(text.length(), CadMessage.LONGEST)), errors, now);
    log.append(
        AuditEvent.of("cad.message.rejected", Outcome.FAILED)
            .personal("act", machine.person().toString())
            .personal("org", machine.organisation().toString())
            .personal("src", machine.source())
            .plain("reason", errors.getFirst().messageKey())
            .plain("n", errors.size()));
    return new CadAnswer.Rejected(errors);
  }
}
