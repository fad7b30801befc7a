package org.porchlight.feeds;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.PersonId;
import org.porchlight.registry.CameraId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcOutages {

  private final JdbcClient jdbc;

  /// An outage of a camera, with the person who was told of it, if somebody was.
  record Row(long id, CameraId camera, Outage outage, @Nullable PersonId owner) {}

  JdbcOutages(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Begins one, or says what is wrong now in one that has begun.
  void begin(CameraId camera, Instant at, StreamProblem problem) {
    jdbc.sql(
            """
            INSERT INTO feeds.outage (camera_id, since, problem)
            VALUES (:camera, :at, :problem)
            ON CONFLICT (camera_id) WHERE ended_at IS NULL DO UPDATE SET problem = excluded.problem
            """)
        .param("camera", camera.value())
        .param("at", utc(at))
        .param("problem", problem.name())
        .update();
  }

  void end(CameraId camera, Instant at) {
    jdbc.sql(
            """
            UPDATE feeds.outage
               SET ended_at = :at
             WHERE camera_id = :camera AND ended_at IS NULL
            """)
        .param("camera", camera.value())
        .param("at", utc(at))
        .update();
  }

  /// Ends it without a word: nobody may look through the camera any more.
  void endQuietly(long id, Instant at) {
    jdbc.sql(
            """
            UPDATE feeds.outage
               SET ended_at = coalesce(ended_at, :at), told_end_at = :at
             WHERE id = :id
            """)
        .param("id", id)
        .param("at", utc(at))
        .update();
  }

  /// Newest first, those that reach into the time since then, at most 1,000.
  List<Outage> of(CameraId camera, Instant since) {
    return jdbc
        .sql(
            """
            SELECT *
              FROM feeds.outage
             WHERE camera_id = :camera AND (ended_at IS NULL OR ended_at >= :since)
             ORDER BY since DESC
             LIMIT 1000
            """)
        .param("camera", camera.value())
        .param("since", utc(since))
        .query(JdbcOutages::toRow)
        .list()
        .stream()
        .map(Row::outage)
        .toList();
  }

  /// The open ones of these cameras.
  Map<CameraId, Outage> open(Collection<CameraId> cameras) {
    return jdbc
        .sql(
            """
            SELECT *
              FROM feeds.outage
             WHERE camera_id = ANY(:cameras) AND ended_at IS NULL
            """)
        .param("cameras", cameras.stream().map(CameraId::value).toArray(UUID[]::new))
        .query(JdbcOutages::toRow)
        .list()
        .stream()
        .collect(Collectors.toMap(Row::camera, Row::outage));
  }

  /// Open ones of which nobody was told, in the order of their ids.
  ///
  /// @param limit those that began later are left out
  /// @param after id of the last one that is left out
  /// @param most how many
  List<Row> untold(Instant limit, long after, int most) {
    return jdbc.sql(
            """
            SELECT *
              FROM feeds.outage
             WHERE ended_at IS NULL AND told_at IS NULL AND since <= :limit AND id > :after
             ORDER BY id
             LIMIT :most
            """)
        .param("limit", utc(limit))
        .param("after", after)
        .param("most", most)
        .query(JdbcOutages::toRow)
        .list();
  }

  /// Those of which somebody was told and whose end nobody was told of yet, open ones included.
  List<Row> toldAndNotOver() {
    return jdbc.sql(
            """
            SELECT *
              FROM feeds.outage told
             WHERE told_at IS NOT NULL AND told_end_at IS NULL
             ORDER BY since
             LIMIT 5000
            """)
        .query(JdbcOutages::toRow)
        .list();
  }

  /// Notes that the owner is told of it.
  ///
  /// @return whether by this call, and not by another one meanwhile
  boolean tell(long id, PersonId owner, Instant at) {
    return jdbc.sql(
                """
                UPDATE feeds.outage
                   SET told_at = :at, owner_id = :owner
                 WHERE id = :id AND told_at IS NULL AND ended_at IS NULL
                """)
            .param("id", id)
            .param("owner", owner.value())
            .param("at", utc(at))
            .update()
        == 1;
  }

  /// Notes that the owner is told that it is over.
  ///
  /// @return whether by this call, and not by another one meanwhile
  boolean tellEnd(long id, Instant at) {
    return jdbc.sql(
                """
                UPDATE feeds.outage
                   SET told_end_at = :at
                 WHERE id = :id AND told_end_at IS NULL AND ended_at IS NOT NULL
                """)
            .param("id", id)
            .param("at", utc(at))
            .update()
        == 1;
  }

  /// Takes the person's turn to get a mail.
  ///
  /// @return false if the person wants none, or had one in this time
  boolean takeTurn(PersonId person, Instant at, Duration pause) {
    return jdbc.sql(
                """
                INSERT INTO feeds.outage_reader AS reader (person_id, told_at)
                VALUES (:person, :at)
                ON CONFLICT (person_id) DO UPDATE SET told_at = excluded.told_at
                 WHERE reader.wanted
                   AND (reader.told_at IS NULL OR reader.told_at <= :before)
                """)
            .param("person", person.value())
            .param("at", utc(at))
            .param("before", utc(at.minus(pause)))
            .update()
        == 1;
  }

  boolean isWanted(PersonId person) {
    return jdbc.sql("SELECT wanted FROM feeds.outage_reader WHERE person_id = :person")
        .param("person", person.value())
        .query(Boolean.class)
        .optional()
        .orElse(true);
  }

  void want(PersonId person, boolean wanted) {
    jdbc.sql(
            """
            INSERT INTO feeds.outage_reader (person_id, wanted)
            VALUES (:person, :wanted)
            ON CONFLICT (person_id) DO UPDATE SET wanted = excluded.wanted
            """)
        .param("person", person.value())
        .param("wanted", wanted)
        .update();
  }

  void forget(Instant before) {
    jdbc.sql("DELETE FROM feeds.outage WHERE ended_at < :before")
        .param("before", utc(before))
        .update();
  }

  /// Everything of this camera.
  void forget(CameraId camera) {
    jdbc.sql("DELETE FROM feeds.outage WHERE camera_id = :camera")
        .param("camera", camera.value())
        .update();
  }

  private static Row toRow(ResultSet row, int number) throws SQLException {
    var ended = row.getObject("ended_at", OffsetDateTime.class);
    var owner = row.getObject("owner_id", UUID.class);
    return new Row(
        row.getLong("id"),
        new CameraId(row.getObject("camera_id", UUID.class)),
        new Outage(
            row.getObject("since", OffsetDateTime.class).toInstant(),
            StreamProblem.valueOf(row.getString("problem")),
            ended == null ? null : ended.toInstant()),
        owner == null ? null : new PersonId(owner));
  }

  private static OffsetDateTime utc(Instant at) {
    return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
