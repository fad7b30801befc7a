package org.porchlight.patrol;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.porchlight.identity.PersonId;
import org.porchlight.kernel.Place;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Who could go.
@Service
public class Patrol {

  private final JdbcDuty shifts;
  private final PatrolSettings settings;
  private final Clock clock;

  Patrol(JdbcDuty shifts, PatrolSettings settings, Clock clock) {
    this.shifts = shifts;
    this.settings = settings;
    this.clock = clock;
  }

  /// Officers on duty, seen less than the position age of the settings ago, and not committed; the
  /// nearest first.
  @Transactional(readOnly = true)
  public List<OfficerNear> available(Place near, Instant now) {
    return shifts.freeOfficers(now.minus(settings.positionAge())).stream()
        .map(officer -> {
          var place = requireNonNull(officer.place());
          return new OfficerNear(
              officer.person(), place, place.metresTo(near), requireNonNull(officer.seenAt()));
        })
        .sorted(Comparator.comparingDouble(OfficerNear::metres))
        .toList();
  }

  /// Supervisors on duty, wherever they are.
  @Transactional(readOnly = true)
  public List<PersonId> supervisors() {
    return shifts.supervisors();
  }

  /// Binds a person to one task, in the caller's transaction.
  ///
  /// @return false if the person is bound to another one
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean commit(PersonId person, String task) {
    return shifts.commit(person, task, clock.instant());
  }

  /// Frees a person from this task, in the caller's transaction.
  @Transactional(propagation = Propagation.MANDATORY)
  public void release(PersonId person, String task) {
    shifts.release(person, task);
  }
}
