package org.porchlight.identity;

import java.io.Serializable;
import java.security.Principal;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is acting right now: a person (or machine) in a session. Every use case that is logged takes
/// one.
///
/// It is also the [Principal] of the web layers, named by the person's id so that no name or
/// address gets into a log line by way of the principal.
///
/// @param person the account; for a machine, the account of the machine
/// @param organisation the organisation the person acts for
/// @param roles roles at the time of log-in; the decision asks for the present ones
/// @param session id of the web session or of the token family
/// @param secondFactorAt when the second factor was last shown in this session
/// @param source address the request came from
public record Actor(
    PersonId person,
    OrganisationId organisation,
    Set<Role> roles,
    String session,
    @Nullable Instant secondFactorAt,
    String source)
    implements Principal, Serializable {

  private static final long serialVersionUID = 1L;

  public Actor {
    roles = Set.copyOf(roles);
  }

  @Override
  public String getName() {
    return person.toString();
  }

  public boolean is(Role role) {
    return roles.contains(role);
  }
}
