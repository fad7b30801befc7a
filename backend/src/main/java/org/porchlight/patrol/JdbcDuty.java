package org.porchlight.patrol;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.PersonId;
import org.porchlight.kernel.Place;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcDuty {

  private final JdbcClient jdbc;

  JdbcDuty(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Begins a shift, or brings the roles of a running one up to date.
  ///
  /// @return whether the shift began just now
  boolean begin(PersonId person, boolean officer, boolean supervisor, Instant now) {
    return jdbc.sql(
            """
            INSERT INTO patrol.duty (person_id, since, officer, supervisor)
            VALUES (:person, :now, :officer, :supervisor)
            ON CONFLICT (person_id) DO UPDATE
               SET officer = excluded.officer, supervisor = excluded.supervisor
            RETURNING (xmax = 0)
            """)
        .param("person", person.value())
        .param("now", Timestamp.from(now))
        .param("officer", officer)
        .param("supervisor", supervisor)
        .query(Boolean.class)
        .single();
  }

  boolean end(PersonId person) {
    return jdbc.sql("DELETE FROM patrol.duty WHERE person_id = :person")
            .param("person", person.value())
            .update()
        > 0;
  }

  /// Reports can overtake each other on a bad line: only a newer one counts.
  boolean move(PersonId person, Place place, Instant at) {
    return jdbc.sql(
                """
                UPDATE patrol.duty
                   SET latitude = :latitude, longitude = :longitude, seen_at = :at
                 WHERE person_id = :person AND (seen_at IS NULL OR seen_at < :at)
                """)
            .param("latitude", place.latitude())
            .param("longitude", place.longitude())
            .param("at", Timestamp.from(at))
            .param("person", person.value())
            .update()
        > 0;
  }

  Optional<OnDuty> find(PersonId person) {
    return jdbc.sql(
            """
            SELECT d.*, c.task
              FROM patrol.duty d
              LEFT JOIN patrol.commitment c USING (person_id)
             WHERE d.person_id = :person
            """)
        .param("person", person.value())
        .query(JdbcDuty::toOnDuty)
        .optional();
  }

  List<OnDuty> all() {
    return jdbc.sql(
            """
            SELECT d.*, c.task
              FROM patrol.duty d
              LEFT JOIN patrol.commitment c USING (person_id)
             ORDER BY d.since
             LIMIT 2000
            """)
        .query(JdbcDuty::toOnDuty)
        .list();
  }

  /// A shift has some hundred people, so distances are worked out by the caller and need no index.
  List<OnDuty> freeOfficers(Instant seenAfter) {
    return jdbc.sql(
            """
            SELECT d.*, NULL AS task
              FROM patrol.duty d
             WHERE d.officer
               AND d.seen_at > :seenAfter
               AND NOT EXISTS (
                 SELECT FROM patrol.commitment c WHERE c.person_id = d.person_id)
            """)
        .param("seenAfter", Timestamp.from(seenAfter))
        .query(JdbcDuty::toOnDuty)
        .list();
  }

  List<PersonId> supervisors() {
    return jdbc.sql("SELECT person_id FROM patrol.duty WHERE supervisor ORDER BY since LIMIT 50")
        .query((row, _) -> new PersonId(row.getObject("person_id", UUID.class)))
        .list();
  }

  boolean commit(PersonId person, String task, Instant now) {
    jdbc.sql(
            """
            INSERT INTO patrol.commitment (person_id, task, since)
            VALUES (:person, :task, :now)
            ON CONFLICT (person_id) DO NOTHING
            """)
        .param("person", person.value())
        .param("task", task)
        .param("now", Timestamp.from(now))
        .update();
    return task.equals(commitment(person));
  }

  @Nullable String commitment(PersonId person) {
    return jdbc.sql("SELECT task FROM patrol.commitment WHERE person_id = :person")
        .param("person", person.value())
        .query(String.class)
        .optional()
        .orElse(null);
  }

  void release(PersonId person, String task) {
    jdbc.sql("DELETE FROM patrol.commitment WHERE person_id = :person AND task = :task")
        .param("person", person.value())
        .param("task", task)
        .update();
  }

  private static OnDuty toOnDuty(ResultSet row, int rowNumber) throws SQLException {
    var seenAt = row.getTimestamp("seen_at");
    return new OnDuty(
        new PersonId(row.getObject("person_id", UUID.class)),
        row.getTimestamp("since").toInstant(),
        row.getBoolean("supervisor"),
        seenAt == null ? null : new Place(row.getDouble("latitude"), row.getDouble("longitude")),
        seenAt == null ? null : seenAt.toInstant(),
        row.getString("task"));
  }
}
