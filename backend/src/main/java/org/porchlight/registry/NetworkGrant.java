package org.porchlight.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;

/// Leave for the cameras of one organisation to lie in a network that is not public. It counts from
/// the second administrator's approval.
public record NetworkGrant(
    NetworkGrantId id,
    OrganisationId organisation,
    Network network,
    String reason,
    PersonId proposedBy,
    Instant proposedAt,
    @Nullable PersonId approvedBy) {

  public boolean inForce() {
    return approvedBy != null;
  }
}
