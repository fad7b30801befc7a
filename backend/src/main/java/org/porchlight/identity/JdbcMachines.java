package org.porchlight.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcMachines {

  private final JdbcClient jdbc;

  JdbcMachines(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Inserts a machine.
  ///
  /// @return false where the client id is taken
  boolean insert(Machine machine, Instant now) {
    return jdbc.sql(
                """
                INSERT INTO identity.machine
                  (id, client_id, name, organisation_id, scopes, secret_hash, created_at)
                VALUES (:id, :client, :name, :organisation, string_to_array(:scopes, ','), :hash,
                  :now)
                ON CONFLICT (client_id) DO NOTHING
                """)
            .param("id", machine.id().value())
            .param("client", machine.clientId())
            .param("name", machine.name())
            .param("organisation", machine.organisation().value())
            .param("scopes", JdbcPeople.joined(machine.scopes()))
            .param("hash", machine.secretHash())
            .param("now", JdbcPeople.utc(now))
            .update()
        == 1;
  }

  Optional<Machine> find(String clientId) {
    return jdbc.sql("SELECT * FROM identity.machine WHERE client_id = :client")
        .param("client", clientId)
        .query(JdbcMachines::toMachine)
        .optional();
  }

  Optional<Machine> find(PersonId id) {
    return jdbc.sql("SELECT * FROM identity.machine WHERE id = :id")
        .param("id", id.value())
        .query(JdbcMachines::toMachine)
        .optional();
  }

  List<Machine> all() {
    return jdbc.sql("SELECT * FROM identity.machine ORDER BY name, id LIMIT 1000")
        .query(JdbcMachines::toMachine)
        .list();
  }

  /// Switches a machine off.
  ///
  /// @return false where there is none, or it was disabled already
  boolean disable(PersonId id, Instant at) {
    return jdbc.sql(
                """
                UPDATE identity.machine SET disabled_at = :at
                WHERE id = :id AND disabled_at IS NULL
                """)
            .param("at", JdbcPeople.utc(at))
            .param("id", id.value())
            .update()
        == 1;
  }

  private static Machine toMachine(ResultSet row, int number) throws SQLException {
    return new Machine(
        new PersonId(row.getObject("id", UUID.class)),
        row.getString("client_id"),
        row.getString("name"),
        new OrganisationId(row.getObject("organisation_id", UUID.class)),
        JdbcPeople.strings(row, "scopes"),
        row.getString("secret_hash"),
        row.getObject("disabled_at") != null);
  }
}
