package org.porchlight.identity;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How an owner gets an account.
public class SignUp {

  SignUp() {}

  /// Asks for an account; it can be used once the link in the mail was followed.
  ///
  /// @param source address the request came from
  public SignUpAnswer request(
      String email,
      String password,
      @Nullable String displayName,
      OrganisationKind kind,
      String language,
      String source) {
    throw new UnsupportedOperationException();
  }

  /// Confirms the address that the token was sent to.
  ///
  /// @return the person, or nothing where the token is unknown, used or older than 24 hours
  public Optional<Person> confirm(String token, String source) {
    throw new UnsupportedOperationException();
  }
}
