package org.porchlight.patrol;

import java.util.List;
import org.porchlight.identity.Actor;
import org.porchlight.identity.PersonId;
import org.springframework.stereotype.Service;

/// Who is on duty.
@Service
public class Duty {

  /// Only officers and supervisors patrol; others are refused.
  ///
  /// @return false if the person has neither role
  public boolean goOnDuty(Actor actor) {
    throw new UnsupportedOperationException();
  }

  /// Ends the shift and forgets the position.
  public void goOffDuty(Actor actor) {
    throw new UnsupportedOperationException();
  }

  public DutyStatus status(PersonId person) {
    throw new UnsupportedOperationException();
  }

  /// Everybody on duty, for the console's map.
  public List<OnDuty> now() {
    throw new UnsupportedOperationException();
  }
}
