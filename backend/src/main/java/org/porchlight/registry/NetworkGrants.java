package org.porchlight.registry;

import java.time.Clock;
import java.util.List;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.identity.Actor;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.Role;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Grants networks to organisations; each needs two different administrators. Everything is in the
/// audit log, refusals too.
@Service
@Transactional
public class NetworkGrants {

  /// The largest networks that can be granted: a /8 of IPv4, a /32 of IPv6.
  private static final int SHORTEST_V4 = 8;

  private static final int SHORTEST_V6 = 32;

  private final JdbcNetworkGrants grants;
  private final RegistrySettings settings;
  private final AuditLog log;
  private final Clock clock;

  NetworkGrants(JdbcNetworkGrants grants, RegistrySettings settings, AuditLog log, Clock clock) {
    this.grants = grants;
    this.settings = settings;
    this.log = log;
    this.clock = clock;
  }

  /// What became of a step.
  public sealed interface Answer {

    record Proposed(NetworkGrantId id) implements Answer {}

    record Approved(NetworkGrantId id) implements Answer {}

    record Withdrawn(NetworkGrantId id) implements Answer {}

    record Refused(Why why) implements Answer {}
  }

  public enum Why {
    NOT_ADMINISTRATOR,
    NOT_A_NETWORK,
    TOO_LARGE,
    REASON_MISSING,
    SAME_PERSON,
    UNKNOWN,
    ALREADY_APPROVED
  }

  /// Proposes a network; nothing changes until another administrator approves.
  ///
  /// @param cidr for example `10.20.0.0/16`
  /// @param reason 1 to 500 characters
  public Answer propose(
      Actor administrator, OrganisationId organisation, String cidr, String reason) {
    if (!administrator.is(Role.ADMINISTRATOR)) {
      return refused(administrator, "network.grant.proposed", Why.NOT_ADMINISTRATOR);
    }
    Network network;
    try {
      network = Network.of(cidr.strip());
    } catch (IllegalArgumentException notOne) {
      return refused(administrator, "network.grant.proposed", Why.NOT_A_NETWORK);
    }
    var shortest = network.first().getAddress().length == 4 ? SHORTEST_V4 : SHORTEST_V6;
    if (network.prefix() < shortest) {
      return refused(administrator, "network.grant.proposed", Why.TOO_LARGE);
    }
    if (reason.isBlank() || reason.length() > 500) {
      return refused(administrator, "network.grant.proposed", Why.REASON_MISSING);
    }
    var grant =
        new NetworkGrant(
            NetworkGrantId.random(),
            organisation,
            network,
            reason,
            administrator.person(),
            clock.instant(),
            null);
    grants.add(grant);
    record(administrator, "network.grant.proposed", grant);
    return new Answer.Proposed(grant.id());
  }

  /// Puts a proposed grant into force, as a second administrator.
  public Answer approve(Actor another, NetworkGrantId id) {
    if (!another.is(Role.ADMINISTRATOR)) {
      return refused(another, "network.grant.approved", Why.NOT_ADMINISTRATOR);
    }
    var grant = grants.find(id).orElse(null);
    if (grant == null) {
      return refused(another, "network.grant.approved", Why.UNKNOWN);
    }
    if (grant.proposedBy().equals(another.person())) {
      return refused(another, "network.grant.approved", Why.SAME_PERSON);
    }
    if (!grants.approve(id, another.person(), clock.instant())) {
      return refused(another, "network.grant.approved", Why.ALREADY_APPROVED);
    }
    record(another, "network.grant.approved", grant);
    return new Answer.Approved(id);
  }

  /// Takes a grant back; one administrator is enough. Connections made after this are refused.
  public Answer withdraw(Actor administrator, NetworkGrantId id) {
    if (!administrator.is(Role.ADMINISTRATOR)) {
      return refused(administrator, "network.grant.withdrawn", Why.NOT_ADMINISTRATOR);
    }
    var grant = grants.find(id).orElse(null);
    if (grant == null || !grants.withdraw(id, clock.instant())) {
      return refused(administrator, "network.grant.withdrawn", Why.UNKNOWN);
    }
    record(administrator, "network.grant.withdrawn", grant);
    return new Answer.Withdrawn(id);
  }

  /// Proposed ones and those in force, newest first.
  ///
  /// @param limit at most 200
  @Transactional(readOnly = true)
  public List<NetworkGrant> page(int offset, int limit) {
    return grants.page(Math.max(0, offset), Math.clamp(limit, 1, 200));
  }

  /// The policy for the cameras of this organisation now.
  @Transactional(readOnly = true)
  public NetworkPolicy policyOf(OrganisationId organisation) {
    return new NetworkPolicy(grants.inForce(organisation), settings.networks());
  }

  private Answer refused(Actor who, String event, Why why) {
    log.append(Entries.by(who, event, Outcome.DENY).plain("reason", why.name()));
    return new Answer.Refused(why);
  }

  private void record(Actor who, String event, NetworkGrant grant) {
    AuditEvent entry =
        Entries.by(who, event, Outcome.DONE)
            .personal("for_org", grant.organisation().toString())
            .personal("network", grant.network().toString())
            .personal("note", grant.reason())
            .plain("grant", grant.id().toString());
    log.append(entry);
  }
}
