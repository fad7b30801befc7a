package org.porchlight.patrol;

import java.time.Instant;
import java.util.List;
import org.porchlight.identity.PersonId;
import org.porchlight.kernel.Place;
import org.springframework.stereotype.Service;

/// Who could go.
@Service
public class Patrol {

  /// Officers on duty, seen less than the position age of the settings ago, and not committed; the
  /// nearest first.
  public List<OfficerNear> available(Place near, Instant now) {
    throw new UnsupportedOperationException();
  }

  /// Supervisors on duty, wherever they are.
  public List<PersonId> supervisors() {
    throw new UnsupportedOperationException();
  }

  /// Binds a person on duty to one task, in the caller's transaction.
  ///
  /// @return false if the person is bound to another one
  public boolean commit(PersonId person, String task) {
    throw new UnsupportedOperationException();
  }

  /// Frees a person from this task, in the caller's transaction.
  public void release(PersonId person, String task) {
    throw new UnsupportedOperationException();
  }
}
