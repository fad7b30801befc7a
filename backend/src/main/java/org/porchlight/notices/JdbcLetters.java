package org.porchlight.notices;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.kernel.SealedBox;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// Letters on their way. Each statement is whole by itself: none needs a transaction around it.
@Repository
class JdbcLetters {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String PLACE = "notices.letter";

  private final JdbcClient jdbc;
  private final SealedBox sealedBox;

  JdbcLetters(JdbcClient jdbc, SealedBox sealedBox) {
    this.jdbc = jdbc;
    this.sealedBox = sealedBox;
  }

  /// @param oldest when the letter that waits longest was written; null where none waits
  record Waiting(long count, @Nullable Instant oldest) {}

  void add(UUID id, Instant at, Mail mail) {
    jdbc.sql(
            """
            INSERT INTO notices.letter (id, at, sealed, next_at) VALUES (:id, :at, :sealed, :at)
            """)
        .param("id", id)
        .param("at", Timestamp.from(at))
        .param("sealed", sealedBox.seal(JSON.writeValueAsBytes(mail), PLACE, id.toString()))
        .update();
  }

  /// Takes the letter that is due longest, for one attempt. No other process takes it before
  /// `until`, and any does then, unless it was settled by one of the methods below.
  ///
  /// @throws SealedBox.CannotOpen if this installation cannot read it; it is gone then
  Optional<Letter> claim(Instant now, Instant until) {
    var claimed =
        jdbc.sql(
                """
                UPDATE notices.letter
                   SET attempts = attempts + 1, next_at = :until
                 WHERE id = (SELECT id FROM notices.letter
                              WHERE next_at <= :now
                              ORDER BY next_at, at, id
                              LIMIT 1
                                FOR UPDATE SKIP LOCKED)
                RETURNING id, at, attempts, doubts, sealed
                """)
            .param("now", Timestamp.from(now))
            .param("until", Timestamp.from(until))
            .query(JdbcLetters::toClaimed)
            .optional();
    return claimed.map(this::open);
  }

  private Letter open(Claimed claimed) {
    try {
      var mail = sealedBox.open(claimed.sealed().bytes(), PLACE, claimed.id().toString());
      return new Letter(
          claimed.id(),
          claimed.at(),
          claimed.attempts(),
          claimed.doubts(),
          JSON.readValue(mail, Mail.class));
    } catch (SealedBox.CannotOpen foreign) {
      remove(claimed.id());
      throw foreign;
    }
  }

  void postpone(UUID id, Instant next) {
    jdbc.sql("UPDATE notices.letter SET next_at = :next WHERE id = :id")
        .param("next", Timestamp.from(next))
        .param("id", id)
        .update();
  }

  void doubt(UUID id, Instant next) {
    jdbc.sql("UPDATE notices.letter SET doubts = doubts + 1, next_at = :next WHERE id = :id")
        .param("next", Timestamp.from(next))
        .param("id", id)
        .update();
  }

  void remove(UUID id) {
    jdbc.sql("DELETE FROM notices.letter WHERE id = :id").param("id", id).update();
  }

  /// The server has the letter, so its address is good.
  void accepted(UUID id, String to) {
    jdbc.sql(
            """
            WITH gone AS (DELETE FROM notices.letter WHERE id = :id)
            DELETE FROM notices.refused_address WHERE digest = :digest
            """)
        .param("id", id)
        .param("digest", digest(to))
        .update();
  }

  /// The server refuses the address, once more.
  void addressRefused(UUID id, String to, Instant at) {
    jdbc.sql(
            """
            WITH gone AS (DELETE FROM notices.letter WHERE id = :id RETURNING id)
            INSERT INTO notices.refused_address AS known (digest, refusals, at)
            SELECT :digest, 1, CAST(:at AS timestamptz) FROM gone
                ON CONFLICT (digest) DO UPDATE SET refusals = known.refusals + 1, at = excluded.at
            """)
        .param("id", id)
        .param("digest", digest(to))
        .param("at", Timestamp.from(at))
        .update();
  }

  /// How often in a row the address was refused.
  int refusals(String to) {
    return jdbc.sql("SELECT refusals FROM notices.refused_address WHERE digest = :digest")
        .param("digest", digest(to))
        .query(Integer.class)
        .optional()
        .orElse(0);
  }

  Waiting waiting() {
    return jdbc.sql("SELECT count(*) AS many, min(at) AS oldest FROM notices.letter")
        .query((row, _) -> {
          var oldest = row.getTimestamp("oldest");
          return new Waiting(row.getLong("many"), oldest == null ? null : oldest.toInstant());
        })
        .single();
  }

  private static Claimed toClaimed(ResultSet row, int rowNumber) throws SQLException {
    return new Claimed(
        row.getObject("id", UUID.class),
        row.getTimestamp("at").toInstant(),
        row.getInt("attempts"),
        row.getInt("doubts"),
        new Sealed(row.getBytes("sealed")));
  }

  private static byte[] digest(String address) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(address.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("SHA-256 is part of every JDK", missing);
    }
  }

  private record Claimed(UUID id, Instant at, int attempts, int doubts, Sealed sealed) {}

  private static final class Sealed {

    private final byte[] bytes;

    Sealed(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }
  }
}
