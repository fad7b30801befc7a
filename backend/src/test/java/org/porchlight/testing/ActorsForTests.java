package org.porchlight.testing;

import java.util.Set;
import org.porchlight.identity.Actor;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;

/// People who need no account, because the modules under test know them by id only.
public final class ActorsForTests {

  private ActorsForTests() {}

  public static Actor an(Role... roles) {
    return new Actor(
        PersonId.random(),
        OrganisationId.random(),
        Set.of(roles),
        "session-" + PersonId.random(),
        null,
        "203.0.113.7");
  }
}
