package org.porchlight.identity;

import java.util.Set;

/// A reader, CAD or other system with credentials of its own.
///
/// @param scopes what it may do, for example `cad`, `reads`
/// @param secretHash the encoded secret, never the secret
public record Machine(
    PersonId id,
    String clientId,
    String name,
    OrganisationId organisation,
    Set<String> scopes,
    String secretHash,
    boolean disabled) {

  public Machine {
    scopes = Set.copyOf(scopes);
  }

  @Override
  public String toString() {
    return "Machine[id=" + id + ", clientId=" + clientId + ", scopes=" + scopes + "]";
  }
}
