package org.porchlight.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcPeople {

  private static final String PERSON =
      """
      SELECT p.*, l.since AS locked_since
      FROM identity.person p
      LEFT JOIN identity.lockout l ON l.key = sha256(convert_to(p.email, 'UTF8'))
      """;

  private final JdbcClient jdbc;

  JdbcPeople(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// What a log-in needs to know of an account.
  record Credentials(
      Person person,
      @Nullable String passwordHash,
      @Nullable Blob totpSecret,
      long totpLastStep,
      @Nullable Instant lastLogIn,
      Instant createdAt) {}

  Optional<Credentials> credentials(EmailAddress email) {
    return jdbc.sql(PERSON + "WHERE p.email = :email")
        .param("email", email.value())
        .query(JdbcPeople::toCredentials)
        .optional();
  }

  Optional<Credentials> credentials(PersonId id) {
    return jdbc.sql(PERSON + "WHERE p.id = :id")
        .param("id", id.value())
        .query(JdbcPeople::toCredentials)
        .optional();
  }

  Optional<Person> find(PersonId id) {
    return credentials(id).map(Credentials::person);
  }

  Optional<Person> find(EmailAddress email) {
    return credentials(email).map(Credentials::person);
  }

  /// All administrators, the oldest account first; at most 100.
  List<Credentials> administrators() {
    return jdbc.sql(
            PERSON + "WHERE 'ADMINISTRATOR' = ANY (p.roles) ORDER BY p.created_at, p.id LIMIT 100")
        .query(JdbcPeople::toCredentials)
        .list();
  }

  /// Waits until nobody else looks whether there are administrators, until the transaction ends.
  void lockAdministrators() {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('identity.administrators'))")
        .query((_, _) -> true)
        .single();
  }

  List<Person> page(String beginning, int offset, int limit) {
    return jdbc.sql(
            PERSON
                + """
                WHERE starts_with(lower(p.display_name), lower(:beginning))
                  OR starts_with(p.email, lower(:beginning))
                ORDER BY lower(p.display_name), p.id
                OFFSET :offset LIMIT :limit
                """)
        .param("beginning", beginning)
        .param("offset", offset)
        .param("limit", limit)
        .query((row, number) -> toCredentials(row, number).person())
        .list();
  }

  /// Inserts the account.
  ///
  /// @return false where the address is taken
  boolean insert(
      PersonId id,
      NewAccount account,
      @Nullable String passwordHash,
      byte @Nullable [] totpSecret,
      @Nullable Instant confirmedAt,
      Instant now) {
    return jdbc.sql(
                """
                INSERT INTO identity.person
                  (id, email, display_name, organisation_id, roles, language, password_hash,
                   email_confirmed_at, totp_secret, created_at)
                VALUES (:id, :email, :name, :organisation, string_to_array(:roles, ','), :language,
                   :password, :confirmed, :totp, :now)
                ON CONFLICT (email) DO NOTHING
                """)
            .param("id", id.value())
            .param("email", account.email().value())
            .param("name", account.displayName())
            .param("organisation", account.organisation().value())
            .param("roles", joined(account.roles()))
            .param("language", account.language())
            .param("password", passwordHash, java.sql.Types.VARCHAR)
            .param("confirmed", utc(confirmedAt), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
            .param("totp", totpSecret, java.sql.Types.BINARY)
            .param("now", utc(now))
            .update()
        == 1;
  }

  void setPassword(PersonId id, String hash, Instant confirmedAt) {
    jdbc.sql(
            """
            UPDATE identity.person
            SET password_hash = :hash, email_confirmed_at = coalesce(email_confirmed_at, :at)
            WHERE id = :id
            """)
        .param("hash", hash)
        .param("at", utc(confirmedAt))
        .param("id", id.value())
        .update();
  }

  /// Takes a step as used, unless that one or a later one was used already.
  boolean useStep(PersonId id, long step) {
    return jdbc.sql(
                """
                UPDATE identity.person SET totp_last_step = :step
                WHERE id = :id AND totp_last_step < :step
                """)
            .param("step", step)
            .param("id", id.value())
            .update()
        == 1;
  }

  /// Enrols a second factor, unless there is one.
  boolean enrol(PersonId id, byte[] sealedSecret, long usedStep) {
    return jdbc.sql(
                """
                UPDATE identity.person SET totp_secret = :secret, totp_last_step = :step
                WHERE id = :id AND totp_secret IS NULL
                """)
            .param("secret", sealedSecret)
            .param("step", usedStep)
            .param("id", id.value())
            .update()
        == 1;
  }

  void removeSecondFactor(PersonId id) {
    jdbc.sql(
            """
            UPDATE identity.person SET totp_secret = NULL, totp_last_step = 0 WHERE id = :id
            """)
        .param("id", id.value())
        .update();
  }

  void loggedIn(PersonId id, Instant at) {
    jdbc.sql("UPDATE identity.person SET last_log_in_at = :at WHERE id = :id")
        .param("at", utc(at))
        .param("id", id.value())
        .update();
  }

  void setRoles(PersonId id, Set<Role> roles) {
    jdbc.sql(
            """
            UPDATE identity.person SET roles = string_to_array(:roles, ',') WHERE id = :id
            """)
        .param("roles", joined(roles))
        .param("id", id.value())
        .update();
  }

  /// Switches the account off or on.
  ///
  /// @param at null to switch the account on again
  void setDisabled(PersonId id, @Nullable Instant at) {
    jdbc.sql("UPDATE identity.person SET disabled_at = :at WHERE id = :id")
        .param("at", utc(at), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
        .param("id", id.value())
        .update();
  }

  /// Roles now, where account and session are good.
  Optional<Set<Role>> presentRoles(PersonId id, String session, Instant now) {
    return jdbc.sql(
            """
            SELECT p.roles
            FROM identity.person p
            LEFT JOIN identity.session s ON s.id = :session
            WHERE p.id = :id AND p.disabled_at IS NULL
              AND (s.id IS NULL
                OR (s.person_id = p.id AND s.ended_at IS NULL AND s.ends_at > :now))
            UNION ALL
            SELECT ARRAY['MACHINE'] FROM identity.machine m
            WHERE m.id = :id AND m.disabled_at IS NULL
            """)
        .param("id", id.value())
        .param("session", session)
        .param("now", utc(now))
        .query((row, number) -> roles(row))
        .optional();
  }

  private static Credentials toCredentials(ResultSet row, int number) throws SQLException {
    var person =
        new Person(
            new PersonId(row.getObject("id", UUID.class)),
            new EmailAddress(row.getString("email")),
            row.getString("display_name"),
            new OrganisationId(row.getObject("organisation_id", UUID.class)),
            roles(row),
            row.getObject("email_confirmed_at") != null,
            row.getObject("totp_secret") != null,
            row.getObject("disabled_at") != null,
            row.getObject("locked_since") != null,
            row.getString("language"));
    return new Credentials(
        person,
        row.getString("password_hash"),
        Blob.ofNullable(row.getBytes("totp_secret")),
        row.getLong("totp_last_step"),
        instant(row, "last_log_in_at"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  static @Nullable OffsetDateTime utc(@Nullable Instant at) {
    return at == null ? null : OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
  }

  static String joined(Set<?> values) {
    return values.stream().map(Object::toString).sorted().collect(Collectors.joining(","));
  }

  static Set<String> strings(ResultSet row, String column) throws SQLException {
    return Set.of((String[]) row.getArray(column).getArray());
  }

  private static Set<Role> roles(ResultSet row) throws SQLException {
    return Arrays.stream((String[]) row.getArray("roles").getArray())
        .map(Role::valueOf)
        .collect(Collectors.toUnmodifiableSet());
  }
}
