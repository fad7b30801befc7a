package org.porchlight.notices;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.Actor;
import org.porchlight.identity.PersonId;
import org.springframework.stereotype.Service;

/// Which installations of the app may be woken, and for whom.
@Service
public class PushTargets {

  /// Registers this session's installation, or refreshes it.
  ///
  /// @param idempotencyKey repeats with the same key are one registration
  public PushRegistration register(
      Actor actor, PushTarget.Kind kind, String address, @Nullable String idempotencyKey) {
    throw new UnsupportedOperationException();
  }

  /// Takes one of the person's own targets away; an unknown id changes nothing.
  public void remove(Actor actor, PushTargetId id) {
    throw new UnsupportedOperationException();
  }

  /// Ends all targets of a session that ended.
  public void dropSession(String session) {
    throw new UnsupportedOperationException();
  }

  /// Ends all targets of a person, at once.
  public void dropPerson(PersonId person) {
    throw new UnsupportedOperationException();
  }

  public List<PushTarget> of(PersonId person) {
    throw new UnsupportedOperationException();
  }
}
