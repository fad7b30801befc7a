package org.porchlight.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an external OpenID provider says of somebody, in a token whose signature, issuer, audience,
/// nonce and time were checked.
///
/// @param issuer the provider
/// @param subject the provider's own name for the person; never given to anybody else
/// @param email an address that the provider confirmed; null where it has none
/// @param secondFactorAt when the person showed a second factor to the provider; null where it does
///   not say so
public record Vouched(
    String issuer, String subject, @Nullable String email, @Nullable Instant secondFactorAt) {

  @Override
  public String toString() {
    return "Vouched[issuer=" + issuer + "]";
  }
}
