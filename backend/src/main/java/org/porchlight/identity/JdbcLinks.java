package org.porchlight.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What is on its way: sign-ups, links to set a password, challenges between password and session.
@Repository
class JdbcLinks {

  private final JdbcClient jdbc;

  JdbcLinks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// A wish for an account.
  ///
  /// @param passwordHash absent where the password is set after the link was followed
  /// @param draft of the camera that is to be registered with the account
  record SignUpRow(
      EmailAddress email,
      @Nullable String passwordHash,
      String displayName,
      OrganisationKind kind,
      String language,
      @Nullable UUID draft) {}

  void insertSignUp(String token, SignUpRow wish, Instant expires) {
    jdbc.sql(
            """
            INSERT INTO identity.sign_up
              (token_hash, email, password_hash, display_name, kind, language, draft, expires_at)
            VALUES (:hash, :email, :password, :name, :kind, :language, :draft, :expires)
            """)
        .param("hash", Tokens.hash(token))
        .param("email", wish.email().value())
        .param("password", wish.passwordHash(), Types.VARCHAR)
        .param("name", wish.displayName())
        .param("kind", wish.kind().name())
        .param("language", wish.language())
        .param("draft", wish.draft(), Types.OTHER)
        .param("expires", JdbcPeople.utc(expires))
        .update();
  }

  Optional<SignUpRow> findSignUp(String token, Instant now) {
    return jdbc.sql(
            """
            SELECT email, password_hash, display_name, kind, language, draft
            FROM identity.sign_up WHERE token_hash = :hash AND expires_at > :now
            """)
        .param("hash", Tokens.hash(token))
        .param("now", JdbcPeople.utc(now))
        .query(JdbcLinks::toSignUp)
        .optional();
  }

  Optional<SignUpRow> takeSignUp(String token, Instant now) {
    return jdbc.sql(
            """
            DELETE FROM identity.sign_up WHERE token_hash = :hash AND expires_at > :now
            RETURNING email, password_hash, display_name, kind, language, draft
            """)
        .param("hash", Tokens.hash(token))
        .param("now", JdbcPeople.utc(now))
        .query(JdbcLinks::toSignUp)
        .optional();
  }

  private static SignUpRow toSignUp(ResultSet row, int number) throws SQLException {
    return new SignUpRow(
        new EmailAddress(row.getString("email")),
        row.getString("password_hash"),
        row.getString("display_name"),
        OrganisationKind.valueOf(row.getString("kind")),
        row.getString("language"),
        row.getObject("draft", UUID.class));
  }

  void deleteSignUps(EmailAddress email) {
    jdbc.sql("DELETE FROM identity.sign_up WHERE email = :email")
        .param("email", email.value())
        .update();
  }

  void insertPasswordLink(String token, PersonId person, Instant expires) {
    jdbc.sql(
            """
            INSERT INTO identity.password_link (token_hash, person_id, expires_at)
            VALUES (:hash, :person, :expires)
            """)
        .param("hash", Tokens.hash(token))
        .param("person", person.value())
        .param("expires", JdbcPeople.utc(expires))
        .update();
  }

  boolean hasPasswordLink(PersonId person, Instant now) {
    return jdbc.sql(
            """
            SELECT count(*) > 0 FROM identity.password_link
            WHERE person_id = :person AND expires_at > :now
            """)
        .param("person", person.value())
        .param("now", JdbcPeople.utc(now))
        .query(Boolean.class)
        .single();
  }

  Optional<PersonId> findPasswordLink(String token, Instant now) {
    return jdbc.sql(
            """
            SELECT person_id FROM identity.password_link
            WHERE token_hash = :hash AND expires_at > :now
            """)
        .param("hash", Tokens.hash(token))
        .param("now", JdbcPeople.utc(now))
        .query(UUID.class)
        .optional()
        .map(PersonId::new);
  }

  /// Uses a link up.
  ///
  /// @return false where somebody else used the link a moment before
  boolean takePasswordLink(String token) {
    return jdbc.sql("DELETE FROM identity.password_link WHERE token_hash = :hash")
            .param("hash", Tokens.hash(token))
            .update()
        == 1;
  }

  void deletePasswordLinks(PersonId person) {
    jdbc.sql("DELETE FROM identity.password_link WHERE person_id = :person")
        .param("person", person.value())
        .update();
  }

  /// A step between password and session.
  ///
  /// @param sealedSecret where a second factor is being enrolled
  record Challenge(PersonId person, @Nullable Blob sealedSecret) {}

  void insertChallenge(String token, Challenge challenge, Instant expires) {
    var secret = challenge.sealedSecret();
    jdbc.sql(
            """
            INSERT INTO identity.challenge (token_hash, person_id, totp_secret, expires_at)
            VALUES (:hash, :person, :secret, :expires)
            """)
        .param("hash", Tokens.hash(token))
        .param("person", challenge.person().value())
        .param("secret", secret == null ? null : secret.bytes(), Types.BINARY)
        .param("expires", JdbcPeople.utc(expires))
        .update();
  }

  Optional<Challenge> findChallenge(String token, Instant now) {
    return jdbc.sql(
            """
            SELECT person_id, totp_secret FROM identity.challenge
            WHERE token_hash = :hash AND expires_at > :now
            """)
        .param("hash", Tokens.hash(token))
        .param("now", JdbcPeople.utc(now))
        .query((row, number) ->
            new Challenge(
                new PersonId(row.getObject("person_id", UUID.class)),
                Blob.ofNullable(row.getBytes("totp_secret"))))
        .optional();
  }

  /// Uses a challenge up.
  ///
  /// @return false where it was taken a moment before
  boolean takeChallenge(String token) {
    return jdbc.sql("DELETE FROM identity.challenge WHERE token_hash = :hash")
            .param("hash", Tokens.hash(token))
            .update()
        == 1;
  }

  void deleteChallenges(PersonId person) {
    jdbc.sql("DELETE FROM identity.challenge WHERE person_id = :person")
        .param("person", person.value())
        .update();
  }

  void deleteExpired(Instant now) {
    for (var table : new String[] {"sign_up", "password_link", "challenge"}) {
      jdbc.sql("DELETE FROM identity." + table + " WHERE expires_at < :now")
          .param("now", JdbcPeople.utc(now))
          .update();
    }
  }
}
