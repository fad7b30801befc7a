package org.porchlight.identity;

import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// Who somebody is now, whatever was true when they logged in.
@Service
public class Present {

  private final JdbcPeople people;
  private final Clock clock;

  Present(JdbcPeople people, Clock clock) {
    this.people = people;
    this.clock = clock;
  }

  /// The actor with the roles that the account has at this moment, or nothing where the account is
  /// disabled or the session has ended. One indexed query; ask as often as every second.
  public Optional<Actor> of(Actor actor) {
    return people
        .presentRoles(actor.person(), actor.session(), clock.instant())
        .map(roles ->
            roles.equals(actor.roles())
                ? actor
                : new Actor(
                    actor.person(),
                    actor.organisation(),
                    roles,
                    actor.session(),
                    actor.secondFactorAt(),
                    actor.source()));
  }
}
