package org.porchlight.notices;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcPushTargets {

  private final JdbcClient jdbc;

  JdbcPushTargets(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Inserts the target, or moves the installation's row to this person and session.
  ///
  /// @return the id of the row, and whether it is new for this person
  Upserted put(PushTarget target, @Nullable String idempotencyKey) {
    var before = find(target.kind(), target.address());
    var stays = before.filter(old -> old.person().equals(target.person()));
    return jdbc.sql(
            """
            INSERT INTO notices.push_target
              (id, person_id, session, kind, address, idempotency_key, refreshed_at)
            VALUES (:id, :person, :session, :kind, :address, :key, :now)
            ON CONFLICT (kind, address) DO UPDATE
               SET id = CASE WHEN push_target.person_id = excluded.person_id
                             THEN push_target.id ELSE excluded.id END,
                   person_id = excluded.person_id,
                   session = excluded.session,
                   idempotency_key = excluded.idempotency_key,
                   refreshed_at = excluded.refreshed_at,
                   disabled_at = NULL
            RETURNING id
            """)
        .param("id", target.id().value())
        .param("person", target.person().value())
        .param("session", target.session())
        .param("kind", target.kind().name())
        .param("address", target.address())
        .param("key", idempotencyKey)
        .param("now", Timestamp.from(target.refreshedAt()))
        .query((row, _) ->
            new Upserted(new PushTargetId(row.getObject("id", UUID.class)), stays.isEmpty()))
        .single();
  }

  record Upserted(PushTargetId id, boolean fresh) {}

  private Optional<PushTarget> find(PushTarget.Kind kind, String address) {
    return jdbc.sql(
            "SELECT * FROM notices.push_target WHERE kind = :kind AND address = :address FOR UPDATE")
        .param("kind", kind.name())
        .param("address", address)
        .query(JdbcPushTargets::toTarget)
        .optional();
  }

  Optional<PushTarget> findByKey(PersonId person, String idempotencyKey) {
    return jdbc.sql(
            """
            SELECT * FROM notices.push_target
             WHERE person_id = :person AND idempotency_key = :key
            """)
        .param("person", person.value())
        .param("key", idempotencyKey)
        .query(JdbcPushTargets::toTarget)
        .optional();
  }

  List<PushTarget> enabledOf(PersonId person) {
    return jdbc.sql(
            """
            SELECT * FROM notices.push_target
             WHERE person_id = :person AND disabled_at IS NULL
             ORDER BY refreshed_at DESC
             LIMIT 20
            """)
        .param("person", person.value())
        .query(JdbcPushTargets::toTarget)
        .list();
  }

  int remove(PersonId person, PushTargetId id) {
    return jdbc.sql("DELETE FROM notices.push_target WHERE id = :id AND person_id = :person")
        .param("id", id.value())
        .param("person", person.value())
        .update();
  }

  int removeSession(String session) {
    return jdbc.sql("DELETE FROM notices.push_target WHERE session = :session")
        .param("session", session)
        .update();
  }

  int removePerson(PersonId person) {
    return jdbc.sql("DELETE FROM notices.push_target WHERE person_id = :person")
        .param("person", person.value())
        .update();
  }

  /// The app may have refreshed or moved the row while the push service was refusing the old one:
  /// only the row that the send was built from goes.
  int removeIfUnchanged(PushTarget target) {
    return jdbc.sql(
            """
            DELETE FROM notices.push_target
             WHERE id = :id AND address = :address AND refreshed_at = :refreshedAt
            """)
        .param("id", target.id().value())
        .param("address", target.address())
        .param("refreshedAt", Timestamp.from(target.refreshedAt()))
        .update();
  }

  int disableIfUnchanged(PushTarget target, Instant now) {
    return jdbc.sql(
            """
            UPDATE notices.push_target SET disabled_at = :now
             WHERE id = :id AND address = :address AND refreshed_at = :refreshedAt
            """)
        .param("now", Timestamp.from(now))
        .param("id", target.id().value())
        .param("address", target.address())
        .param("refreshedAt", Timestamp.from(target.refreshedAt()))
        .update();
  }

  int removeOlderThan(Instant refreshedAt) {
    return jdbc.sql("DELETE FROM notices.push_target WHERE refreshed_at < :limit")
        .param("limit", Timestamp.from(refreshedAt))
        .update();
  }

  private static PushTarget toTarget(ResultSet row, int rowNumber) throws SQLException {
    return new PushTarget(
        new PushTargetId(row.getObject("id", UUID.class)),
        new PersonId(row.getObject("person_id", UUID.class)),
        row.getString("session"),
        PushTarget.Kind.valueOf(row.getString("kind")),
        row.getString("address"),
        row.getTimestamp("refreshed_at").toInstant());
  }
}
