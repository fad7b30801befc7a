package org.porchlight.identity;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Systems that send data with credentials of their own.
public class Machines {

  Machines() {}

  public Optional<Machine> find(String clientId) {
    throw new UnsupportedOperationException();
  }

  public Optional<Machine> find(PersonId id) {
    throw new UnsupportedOperationException();
  }

  public List<Machine> all() {
    throw new UnsupportedOperationException();
  }

  /// Makes a machine; the secret is in the answer and nowhere else.
  ///
  /// @throws AdministratorsOnly where the actor is none
  public MachineCredentials create(
      Actor administrator, String name, OrganisationId organisation, Set<String> scopes) {
    throw new UnsupportedOperationException();
  }
}
