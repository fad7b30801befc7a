package org.porchlight.registry;

import java.util.List;
import org.porchlight.identity.Actor;
import org.porchlight.identity.OrganisationId;
import org.springframework.stereotype.Service;

/// Grants networks to organisations; each needs two different administrators.
@Service
public class NetworkGrants {

  public sealed interface Answer {

    record Proposed(NetworkGrantId id) implements Answer {}

    record Approved(NetworkGrantId id) implements Answer {}

    record Withdrawn(NetworkGrantId id) implements Answer {}

    record Refused(Why why) implements Answer {}
  }

  public enum Why {
    NOT_ADMINISTRATOR,
    NOT_A_NETWORK,
    REASON_MISSING,
    SAME_PERSON,
    UNKNOWN,
    ALREADY_APPROVED
  }

  public Answer propose(
      Actor administrator, OrganisationId organisation, String cidr, String reason) {
    throw new UnsupportedOperationException();
  }

  public Answer approve(Actor another, NetworkGrantId grant) {
    throw new UnsupportedOperationException();
  }

  public Answer withdraw(Actor administrator, NetworkGrantId grant) {
    throw new UnsupportedOperationException();
  }

  /// Proposed ones and those in force, newest first.
  public List<NetworkGrant> page(int offset, int limit) {
    throw new UnsupportedOperationException();
  }

  /// The policy for the cameras of this organisation now.
  public NetworkPolicy policyOf(OrganisationId organisation) {
    throw new UnsupportedOperationException();
  }
}
