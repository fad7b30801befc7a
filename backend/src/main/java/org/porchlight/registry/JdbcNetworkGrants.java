package org.porchlight.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcNetworkGrants {

  private final JdbcClient jdbc;

  JdbcNetworkGrants(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(NetworkGrant grant) {
    jdbc.sql(
            """
            INSERT INTO registry.network_grant
              (id, organisation_id, network, reason, proposed_by, proposed_at)
            VALUES (:id, :organisation, :network::cidr, :reason, :by, :at)
            """)
        .param("id", grant.id().value())
        .param("organisation", grant.organisation().value())
        .param("network", grant.network().toString())
        .param("reason", grant.reason())
        .param("by", grant.proposedBy().value())
        .param("at", Timestamp.from(grant.proposedAt()))
        .update();
  }

  /// False if somebody approved or withdrew it meanwhile.
  boolean approve(NetworkGrantId id, PersonId by, Instant at) {
    return jdbc.sql(
                """
                UPDATE registry.network_grant
                   SET approved_by = :by, approved_at = :at
                 WHERE id = :id AND approved_by IS NULL AND withdrawn_at IS NULL
                   AND proposed_by <> :by
                """)
            .param("id", id.value())
            .param("by", by.value())
            .param("at", Timestamp.from(at))
            .update()
        == 1;
  }

  boolean withdraw(NetworkGrantId id, Instant at) {
    return jdbc.sql(
                """
                UPDATE registry.network_grant
                   SET withdrawn_at = :at
                 WHERE id = :id AND withdrawn_at IS NULL
                """)
            .param("id", id.value())
            .param("at", Timestamp.from(at))
            .update()
        == 1;
  }

  Optional<NetworkGrant> find(NetworkGrantId id) {
    return jdbc.sql("SELECT * FROM registry.network_grant WHERE id = :id AND withdrawn_at IS NULL")
        .param("id", id.value())
        .query(JdbcNetworkGrants::toGrant)
        .optional();
  }

  List<NetworkGrant> page(int offset, int limit) {
    return jdbc.sql(
            """
            SELECT *
              FROM registry.network_grant
             WHERE withdrawn_at IS NULL
             ORDER BY proposed_at DESC, id
            OFFSET :offset LIMIT :limit
            """)
        .param("offset", offset)
        .param("limit", limit)
        .query(JdbcNetworkGrants::toGrant)
        .list();
  }

  List<Network> inForce(OrganisationId organisation) {
    return jdbc.sql(
            """
            SELECT network::text
              FROM registry.network_grant
             WHERE organisation_id = :organisation
               AND approved_by IS NOT NULL AND withdrawn_at IS NULL
            """)
        .param("organisation", organisation.value())
        .query((row, _) -> Network.of(row.getString(1)))
        .list();
  }

  private static NetworkGrant toGrant(ResultSet row, int number) throws SQLException {
    var approvedBy = row.getObject("approved_by", UUID.class);
    return new NetworkGrant(
        new NetworkGrantId(row.getObject("id", UUID.class)),
        new OrganisationId(row.getObject("organisation_id", UUID.class)),
        Network.of(row.getString("network")),
        row.getString("reason"),
        new PersonId(row.getObject("proposed_by", UUID.class)),
        row.getTimestamp("proposed_at").toInstant(),
        approvedBy == null ? null : new PersonId(approvedBy));
  }
}
