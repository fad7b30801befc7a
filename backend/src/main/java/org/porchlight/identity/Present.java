package org.porchlight.identity;

import java.util.Optional;

/// Who somebody is now, whatever was true when they logged in.
public class Present {

  Present() {}

  /// The actor with the roles that the account has at this moment, or nothing where the account is
  /// disabled or the session has ended. One indexed query; ask as often as every second.
  public Optional<Actor> of(Actor actor) {
    throw new UnsupportedOperationException();
  }
}
