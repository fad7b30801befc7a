package org.porchlight.incidents;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.porchlight.identity.Actor;
import org.porchlight.kernel.FieldError;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JdbcRejectedMessages {

  private final JdbcClient jdbc;
  private final JsonMapper json;

  JdbcRejectedMessages(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /// Keeps a message as it came.
  ///
  /// @param body at most 64 KiB
  void add(Actor machine, String body, List<FieldError> errors, Instant at) {
    jdbc.sql(
            """
            INSERT INTO incidents.rejected_message (received_at, agency_id, machine_id, body, errors)
            VALUES (:at, :agency, :machine, :body, :errors::jsonb)
            """)
        .param("at", Timestamp.from(at))
        .param("agency", machine.organisation().value())
        .param("machine", machine.person().value())
        // PostgreSQL keeps no character 0 in text.
        .param("body", body.replace("\0", ""))
        .param("errors", json.writeValueAsString(errors))
        .update();
  }

  /// Deletes what came before this time.
  ///
  /// @return how many
  int deleteBefore(Instant time) {
    return jdbc.sql("DELETE FROM incidents.rejected_message WHERE received_at < :time")
        .param("time", Timestamp.from(time))
        .update();
  }
}
