package org.porchlight.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcSessions {

  private final JdbcClient jdbc;

  JdbcSessions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(Session session) {
    var idle = session.idle();
    jdbc.sql(
            """
            INSERT INTO identity.session (id, person_id, client_id, scopes, source, started_at,
              second_factor_at, ends_at, idle_seconds)
            VALUES (:id, :person, :client, string_to_array(:scopes, ','), :source, :started,
              :factor, :ends, :idle)
            """)
        .param("id", session.id())
        .param("person", session.person().value())
        .param("client", session.clientId(), Types.VARCHAR)
        .param("scopes", JdbcPeople.joined(session.scopes()))
        .param("source", session.source())
        .param("started", JdbcPeople.utc(session.startedAt()))
        .param("factor", JdbcPeople.utc(session.secondFactorAt()), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("ends", JdbcPeople.utc(session.endsAt()))
        .param("idle", idle == null ? null : idle.toSeconds(), Types.BIGINT)
        .update();
  }

  Optional<Session> find(String id) {
    return jdbc.sql("SELECT * FROM identity.session WHERE id = :id")
        .param("id", id)
        .query(JdbcSessions::toSession)
        .optional();
  }

  void secondFactorShown(String id, Instant at) {
    jdbc.sql("UPDATE identity.session SET second_factor_at = :at WHERE id = :id")
        .param("at", JdbcPeople.utc(at))
        .param("id", id)
        .update();
  }

  /// Ends a session.
  ///
  /// @return false where it had ended already, or is not known
  boolean end(String id, String why, Instant at) {
    return jdbc.sql(
                """
                UPDATE identity.session SET ended_at = :at, ended_why = :why
                WHERE id = :id AND ended_at IS NULL
                """)
            .param("at", JdbcPeople.utc(at))
            .param("why", why)
            .param("id", id)
            .update()
        == 1;
  }

  List<String> endAll(PersonId person, String why, Instant at) {
    return jdbc.sql(
            """
            UPDATE identity.session SET ended_at = :at, ended_why = :why
            WHERE person_id = :person AND ended_at IS NULL
            RETURNING id
            """)
        .param("at", JdbcPeople.utc(at))
        .param("why", why)
        .param("person", person.value())
        .query((row, number) -> row.getString("id"))
        .list();
  }

  void insertCode(String code, String session, String request, Instant issued, Instant expires) {
    jdbc.sql(
            """
            INSERT INTO identity.authorization_code
              (code_hash, session_id, request, issued_at, expires_at)
            VALUES (:hash, :session, :request::jsonb, :issued, :expires)
            """)
        .param("hash", Tokens.hash(code))
        .param("session", session)
        .param("request", request)
        .param("issued", JdbcPeople.utc(issued))
        .param("expires", JdbcPeople.utc(expires))
        .update();
  }

  /// A token as it stands in the database.
  record StoredToken(
      String session, String request, Instant issuedAt, Instant expiresAt, boolean used) {}

  Optional<StoredToken> findCode(String code) {
    return jdbc.sql(
            """
            SELECT session_id, request, issued_at, expires_at, used_at
            FROM identity.authorization_code WHERE code_hash = :hash
            """)
        .param("hash", Tokens.hash(code))
        .query(JdbcSessions::toToken)
        .optional();
  }

  Optional<StoredToken> findRefreshToken(String token) {
    return jdbc.sql(
            """
            SELECT session_id, '' AS request, issued_at, expires_at, used_at
            FROM identity.refresh_token WHERE token_hash = :hash
            """)
        .param("hash", Tokens.hash(token))
        .query(JdbcSessions::toToken)
        .optional();
  }

  void insertRefreshToken(String token, String session, Instant issued, Instant expires) {
    jdbc.sql(
            """
            INSERT INTO identity.refresh_token (token_hash, session_id, issued_at, expires_at)
            VALUES (:hash, :session, :issued, :expires)
            """)
        .param("hash", Tokens.hash(token))
        .param("session", session)
        .param("issued", JdbcPeople.utc(issued))
        .param("expires", JdbcPeople.utc(expires))
        .update();
  }

  /// Uses a code up.
  ///
  /// @return false where it was used before
  boolean useCode(String code, Instant at) {
    return jdbc.sql(
                """
                UPDATE identity.authorization_code SET used_at = :at
                WHERE code_hash = :hash AND used_at IS NULL
                """)
            .param("at", JdbcPeople.utc(at))
            .param("hash", Tokens.hash(code))
            .update()
        == 1;
  }

  /// Uses a refresh token up.
  ///
  /// @return false where it was used before
  boolean useRefreshToken(String token, Instant at) {
    return jdbc.sql(
                """
                UPDATE identity.refresh_token SET used_at = :at
                WHERE token_hash = :hash AND used_at IS NULL
                """)
            .param("at", JdbcPeople.utc(at))
            .param("hash", Tokens.hash(token))
            .update()
        == 1;
  }

  void deleteEndedBefore(Instant before) {
    jdbc.sql("DELETE FROM identity.session WHERE ends_at < :before")
        .param("before", JdbcPeople.utc(before))
        .update();
  }

  private static Session toSession(ResultSet row, int number) throws SQLException {
    var idle = row.getObject("idle_seconds", Long.class);
    return new Session(
        row.getString("id"),
        new PersonId(row.getObject("person_id", UUID.class)),
        row.getString("client_id"),
        JdbcPeople.strings(row, "scopes"),
        row.getString("source"),
        instant(row, "started_at"),
        JdbcPeople.instant(row, "second_factor_at"),
        instant(row, "ends_at"),
        idle == null ? null : Duration.ofSeconds(idle),
        row.getObject("ended_at") != null);
  }

  private static StoredToken toToken(ResultSet row, int number) throws SQLException {
    return new StoredToken(
        row.getString("session_id"),
        row.getString("request"),
        instant(row, "issued_at"),
        instant(row, "expires_at"),
        row.getObject("used_at") != null);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    var at = JdbcPeople.instant(row, column);
    if (at == null) {
      throw new IllegalStateException(column + " may not be null");
    }
    return at;
  }

  /// A session in the browser, or the family of tokens of one phone.
  record Session(
      String id,
      PersonId person,
      @Nullable String clientId,
      java.util.Set<String> scopes,
      String source,
      Instant startedAt,
      @Nullable Instant secondFactorAt,
      Instant endsAt,
      @Nullable Duration idle,
      boolean ended) {}
}
