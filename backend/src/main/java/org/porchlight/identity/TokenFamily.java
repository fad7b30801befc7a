package org.porchlight.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The tokens that descend from one log-in on one phone. Its id is the session of the [Actor].
///
/// @param startedAt when the person logged in
/// @param endsAt nothing of the family works from then on
/// @param idle how long a refresh token may lie unused, or null for no such limit
public record TokenFamily(
    String id,
    PersonId person,
    String clientId,
    Set<String> scopes,
    Instant startedAt,
    @Nullable Instant secondFactorAt,
    Instant endsAt,
    @Nullable Duration idle) {

  public TokenFamily {
    scopes = Set.copyOf(scopes);
  }
}
