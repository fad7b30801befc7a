package org.porchlight.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcAttempts {

  /// What is counted.
  enum Kind {
    LOG_IN,
    MAIL,
    SIGN_UP
  }

  private final JdbcClient jdbc;

  JdbcAttempts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Counts one more and answers with its number.
  long insert(Kind kind, byte[] key, Instant at) {
    return jdbc.sql(
            """
            INSERT INTO identity.attempt (kind, key, at) VALUES (:kind, :key, :at) RETURNING id
            """)
        .param("kind", kind.name())
        .param("key", key)
        .param("at", utc(at))
        .query(Long.class)
        .single();
  }

  int count(Kind kind, byte[] key, Instant after, long upTo) {
    return jdbc.sql(
            """
            SELECT count(*) FROM identity.attempt
            WHERE key = :key AND kind = :kind AND at > :after AND id <= :upTo
            """)
        .param("key", key)
        .param("kind", kind.name())
        .param("after", utc(after))
        .param("upTo", upTo)
        .query(Integer.class)
        .single();
  }

  void delete(long id) {
    jdbc.sql("DELETE FROM identity.attempt WHERE id = :id").param("id", id).update();
  }

  void deleteAll(Kind kind, byte[] key) {
    jdbc.sql("DELETE FROM identity.attempt WHERE key = :key AND kind = :kind")
        .param("key", key)
        .param("kind", kind.name())
        .update();
  }

  void deleteOlderThan(Instant now, Duration age) {
    jdbc.sql("DELETE FROM identity.attempt WHERE at < :before")
        .param("before", utc(now.minus(age)))
        .update();
  }

  boolean isLocked(byte[] key) {
    return jdbc.sql("SELECT count(*) FROM identity.lockout WHERE key = :key")
            .param("key", key)
            .query(Integer.class)
            .single()
        > 0;
  }

  /// Locks an account.
  ///
  /// @return false where it was locked already
  boolean lock(byte[] key, Instant since) {
    return jdbc.sql(
                """
                INSERT INTO identity.lockout (key, since) VALUES (:key, :since)
                ON CONFLICT (key) DO NOTHING
                """)
            .param("key", key)
            .param("since", utc(since))
            .update()
        == 1;
  }

  void release(byte[] key) {
    jdbc.sql("DELETE FROM identity.lockout WHERE key = :key").param("key", key).update();
    deleteAll(Kind.LOG_IN, key);
  }

  private static OffsetDateTime utc(Instant at) {
    return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
