package org.porchlight.patrol;

import java.time.Clock;
import java.util.List;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.identity.Actor;
import org.porchlight.identity.PersonDisabled;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;
import org.porchlight.identity.RolesChanged;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Who is on duty.
@Service
@Transactional
public class Duty {

  private final JdbcDuty shifts;
  private final AuditLog audit;
  private final Clock clock;

  Duty(JdbcDuty shifts, AuditLog audit, Clock clock) {
    this.shifts = shifts;
    this.audit = audit;
    this.clock = clock;
  }

  /// Begins a shift. Only officers and supervisors patrol; others are refused.
  ///
  /// @return false if the person has neither role
  public boolean goOnDuty(Actor actor) {
    var officer = actor.is(Role.OFFICER);
    var supervisor = actor.is(Role.SUPERVISOR);
    if (!officer && !supervisor) {
      return false;
    }
    if (shifts.begin(actor.person(), officer, supervisor, clock.instant())) {
      log("patrol.duty.on", actor);
    }
    return true;
  }

  /// Ends the shift and forgets the position. What the person has in hand stays in hand.
  public void goOffDuty(Actor actor) {
    if (shifts.end(actor.person())) {
      log("patrol.duty.off", actor);
    }
  }

  @Transactional(readOnly = true)
  public DutyStatus status(PersonId person) {
    return shifts
        .find(person)
        .map(duty ->
            new DutyStatus(true, duty.since(), duty.place(), duty.seenAt(), duty.commitment()))
        .orElseGet(() -> new DutyStatus(false, null, null, null, shifts.commitment(person)));
  }

  /// Everybody on duty, for the console's map.
  @Transactional(readOnly = true)
  public List<OnDuty> now() {
    return shifts.all();
  }

  @ApplicationModuleListener
  void on(PersonDisabled disabled) {
    shifts.end(disabled.person());
  }

  /// Whoever still may patrol goes on duty again after the log-in that the change asks for.
  @ApplicationModuleListener
  void on(RolesChanged changed) {
    shifts.end(changed.person());
  }

  private void log(String event, Actor actor) {
    audit.append(
        AuditEvent.of(event, Outcome.DONE)
            .personal("act", actor.person().toString())
            .personal("org", actor.organisation().toString())
            .personal("src", actor.source()));
  }
}
