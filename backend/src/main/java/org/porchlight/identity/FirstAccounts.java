package org.porchlight.identity;

import org.jspecify.annotations.Nullable;

/// Accounts that are there before any administrator is: the first one, and those of a
/// demonstration.
///
/// Who calls this gives the secrets explicitly, so nothing here knows a password.
public class FirstAccounts {

  FirstAccounts() {}

  /// Makes an account that can log in at once. Idempotent: an account with this address is left as
  /// it is, and its id returned.
  ///
  /// @param totpSecret secret of the second factor, or null for none yet
  public PersonId create(NewAccount account, String password, byte @Nullable [] totpSecret) {
    throw new UnsupportedOperationException();
  }

  /// Makes a machine with a secret that is known beforehand. Idempotent by client id.
  public PersonId createMachine(
      String clientId,
      String name,
      OrganisationId organisation,
      java.util.Set<String> scopes,
      String secret) {
    throw new UnsupportedOperationException();
  }
}
