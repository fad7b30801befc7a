package org.porchlight.api.officers;

import org.porchlight.api.ApiProblem;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Role;
import org.springframework.http.HttpStatus;

/// Only officers and supervisors use the officers' API. Which alerts they see is decided by what
/// was offered to them.
final class OfficersOnly {

  private OfficersOnly() {}

  static void check(Actor actor) {
    if (!actor.is(Role.OFFICER) && !actor.is(Role.SUPERVISOR)) {
      throw new ApiProblem(
          HttpStatus.FORBIDDEN, "not-allowed", "Not allowed", "Only officers may do this.");
    }
  }
}
