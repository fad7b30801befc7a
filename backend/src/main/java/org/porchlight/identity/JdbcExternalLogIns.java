package org.porchlight.identity;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcExternalLogIns {

  private final JdbcClient jdbc;

  JdbcExternalLogIns(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<PersonId> find(String issuer, String subject) {
    return jdbc.sql(
            """
            SELECT person_id FROM identity.external_log_in
            WHERE issuer = :issuer AND subject = :subject
            """)
        .param("issuer", issuer)
        .param("subject", subject)
        .query((row, _) -> new PersonId(row.getObject("person_id", UUID.class)))
        .optional();
  }

  /// Remembers who this is, unless either of the two is somebody else already.
  boolean link(String issuer, String subject, PersonId person, Instant now) {
    return jdbc.sql(
                """
                INSERT INTO identity.external_log_in (issuer, subject, person_id, linked_at)
                VALUES (:issuer, :subject, :person, :now)
                ON CONFLICT DO NOTHING
                """)
            .param("issuer", issuer)
            .param("subject", subject)
            .param("person", person.value())
            .param("now", JdbcPeople.utc(now))
            .update()
        == 1;
  }
}
