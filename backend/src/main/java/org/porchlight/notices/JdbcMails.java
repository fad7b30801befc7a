package org.porchlight.notices;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcMails {

  private final JdbcClient jdbc;

  JdbcMails(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(StoredMail stored) {
    jdbc.sql(
            """
            INSERT INTO notices.mail (id, at, receiver, kind, language, subject, body)
            VALUES (:id, :at, :receiver, :kind, :language, :subject, :body)
            """)
        .param("id", stored.id())
        .param("at", Timestamp.from(stored.at()))
        .param("receiver", stored.mail().to())
        .param("kind", stored.mail().kind())
        .param("language", stored.mail().language())
        .param("subject", stored.mail().subject())
        .param("body", stored.mail().text())
        .update();
  }

  /// Claims a letter that goes out once.
  ///
  /// @return whether nobody has claimed it before
  boolean claim(UUID once, Instant at) {
    return jdbc.sql(
                """
                INSERT INTO notices.letter_once (id, at) VALUES (:id, :at) ON CONFLICT DO NOTHING
                """)
            .param("id", once)
            .param("at", Timestamp.from(at))
            .update()
        == 1;
  }

  List<StoredMail> latest(int limit) {
    return jdbc.sql("SELECT * FROM notices.mail ORDER BY at DESC LIMIT :limit")
        .param("limit", limit)
        .query(JdbcMails::toMail)
        .list();
  }

  List<StoredMail> latest(String receiver, int limit) {
    return jdbc.sql(
            """
            SELECT * FROM notices.mail
             WHERE lower(receiver) = lower(:receiver)
             ORDER BY at DESC
             LIMIT :limit
            """)
        .param("receiver", receiver)
        .param("limit", limit)
        .query(JdbcMails::toMail)
        .list();
  }

  int removeOlderThan(Instant limit) {
    // A request that is older than this is not delivered any more.
    jdbc.sql("DELETE FROM notices.letter_once WHERE at < :limit")
        .param("limit", Timestamp.from(limit))
        .update();
    return jdbc.sql("DELETE FROM notices.mail WHERE at < :limit")
        .param("limit", Timestamp.from(limit))
        .update();
  }

  private static StoredMail toMail(ResultSet row, int rowNumber) throws SQLException {
    return new StoredMail(
        row.getObject("id", UUID.class),
        row.getTimestamp("at").toInstant(),
        new Mail(
            row.getString("receiver"),
            row.getString("kind"),
            row.getString("language"),
            row.getString("subject"),
            row.getString("body")));
  }
}
