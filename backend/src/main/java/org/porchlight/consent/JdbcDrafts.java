package org.porchlight.consent;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcDrafts {

  private final JdbcClient jdbc;

  JdbcDrafts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void put(UUID id, byte[] sealed, Instant expires) {
    jdbc.sql(
            """
            INSERT INTO consent.draft (id, sealed, expires_at) VALUES (:id, :sealed, :expires)
            ON CONFLICT (id) DO UPDATE
              SET sealed = excluded.sealed, expires_at = excluded.expires_at
            """)
        .param("id", id)
        .param("sealed", sealed)
        .param("expires", Timestamp.from(expires))
        .update();
  }

  Optional<byte[]> find(UUID id, Instant now) {
    return jdbc.sql("SELECT sealed FROM consent.draft WHERE id = :id AND expires_at > :now")
        .param("id", id)
        .param("now", Timestamp.from(now))
        .query((row, _) -> row.getBytes("sealed"))
        .optional();
  }

  void delete(UUID id) {
    jdbc.sql("DELETE FROM consent.draft WHERE id = :id").param("id", id).update();
  }

  void deleteExpired(Instant now) {
    jdbc.sql("DELETE FROM consent.draft WHERE expires_at < :now")
        .param("now", Timestamp.from(now))
        .update();
  }
}
