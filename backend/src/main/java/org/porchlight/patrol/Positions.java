package org.porchlight.patrol;

import java.time.Clock;
import java.time.Instant;
import org.porchlight.identity.Actor;
import org.porchlight.kernel.Place;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Where the people on duty are.
@Service
@Transactional
public class Positions {

  private final JdbcDuty shifts;
  private final Clock clock;

  Positions(JdbcDuty shifts, Clock clock) {
    this.shifts = shifts;
    this.clock = clock;
  }

  /// Takes a position report. Off duty nothing is kept; an older report never replaces a newer one.
  ///
  /// @param at by the phone's clock; a time in the future counts as now
  /// @return whether it was kept
  public boolean report(Actor actor, Place place, Instant at) {
    var now = clock.instant();
    return shifts.move(actor.person(), place, at.isAfter(now) ? now : at);
  }
}
