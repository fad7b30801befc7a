package org.porchlight.feeds;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.porchlight.registry.CameraId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcHealth {

  private final JdbcClient jdbc;

  private record Latest(CameraId camera, HealthChange change) {}

  /// What is added to an hour of a camera.
  record Spell(CameraId camera, Duration wanted, Duration delivering, Feed.Totals counted) {}

  JdbcHealth(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Writes a change down if it is one.
  void changed(CameraId camera, Instant at, @Nullable StreamProblem problem) {
    jdbc.sql(
            """
            INSERT INTO feeds.health_change (camera_id, at, problem)
            SELECT :camera, :at, :problem
             WHERE NOT EXISTS (
               SELECT
                 FROM (
                   SELECT problem
                     FROM feeds.health_change
                    WHERE camera_id = :camera
                    ORDER BY at DESC
                    LIMIT 1) newest
                WHERE newest.problem IS NOT DISTINCT FROM :problem::text)
            ON CONFLICT DO NOTHING
            """)
        .param("camera", camera.value())
        .param("at", utc(at))
        .param("problem", problem == null ? null : problem.name(), java.sql.Types.VARCHAR)
        .update();
  }

  /// Newest first, at most 1,000.
  List<HealthChange> changes(CameraId camera, Instant since) {
    return jdbc.sql(
            """
            SELECT camera_id, at, problem
              FROM feeds.health_change
             WHERE camera_id = :camera AND at >= :since
             ORDER BY at DESC
             LIMIT 1000
            """)
        .param("camera", camera.value())
        .param("since", utc(since))
        .query((row, _) -> toLatest(row).change())
        .list();
  }

  Map<CameraId, HealthChange> latest(Collection<CameraId> cameras) {
    return jdbc
        .sql(
            """
            SELECT newest.*
              FROM unnest(:cameras) AS asked(camera_id)
              CROSS JOIN LATERAL (
                SELECT camera_id, at, problem
                  FROM feeds.health_change
                 WHERE camera_id = asked.camera_id
                 ORDER BY at DESC
                 LIMIT 1) newest
            """)
        .param("cameras", cameras.stream().map(CameraId::value).toArray(UUID[]::new))
        .query((row, _) -> toLatest(row))
        .list()
        .stream()
        .collect(Collectors.toMap(Latest::camera, Latest::change));
  }

  private static Latest toLatest(java.sql.ResultSet row) throws java.sql.SQLException {
    var problem = row.getString("problem");
    return new Latest(
        new CameraId(row.getObject("camera_id", UUID.class)),
        new HealthChange(
            row.getObject("at", OffsetDateTime.class).toInstant(),
            problem == null ? null : StreamProblem.valueOf(problem)));
  }

  /// Adds to the hour that this moment lies in.
  void count(List<Spell> spells, Instant now) {
    jdbc.sql(
            """
            INSERT INTO feeds.health_hour
              (camera_id, hour, seconds_wanted, seconds_delivering, pictures, bytes, gaps,
               reconnects)
            SELECT camera_id, :hour, wanted, delivering, pictures, bytes, gaps, reconnects
              FROM unnest(:cameras, :wanted, :delivering, :pictures, :bytes, :gaps, :reconnects)
                AS counted(camera_id, wanted, delivering, pictures, bytes, gaps, reconnects)
            ON CONFLICT (camera_id, hour) DO UPDATE SET
              seconds_wanted = health_hour.seconds_wanted + excluded.seconds_wanted,
              seconds_delivering = health_hour.seconds_delivering + excluded.seconds_delivering,
              pictures = health_hour.pictures + excluded.pictures,
              bytes = health_hour.bytes + excluded.bytes,
              gaps = health_hour.gaps + excluded.gaps,
              reconnects = health_hour.reconnects + excluded.reconnects
            """)
        .param("hour", utc(now.truncatedTo(ChronoUnit.HOURS)))
        .param("cameras", spells.stream().map(spell -> spell.camera().value()).toArray(UUID[]::new))
        .param("wanted", numbers(spells, spell -> (int) spell.wanted().toSeconds()))
        .param("delivering", numbers(spells, spell -> (int) spell.delivering().toSeconds()))
        .param("pictures", longs(spells, spell -> spell.counted().pictures()))
        .param("bytes", longs(spells, spell -> spell.counted().bytes()))
        .param("gaps", numbers(spells, spell -> spell.counted().gaps()))
        .param("reconnects", numbers(spells, spell -> spell.counted().reconnects()))
        .update();
  }

  private static Integer[] numbers(
      List<Spell> spells, java.util.function.ToIntFunction<Spell> value) {
    return spells.stream().map(value::applyAsInt).toArray(Integer[]::new);
  }

  private static Long[] longs(List<Spell> spells, java.util.function.ToLongFunction<Spell> value) {
    return spells.stream().map(value::applyAsLong).toArray(Long[]::new);
  }

  /// Newest first, at most 2,400: a hundred days.
  List<HealthHour> hours(CameraId camera, Instant since) {
    return jdbc.sql(
            """
            SELECT *
              FROM feeds.health_hour
             WHERE camera_id = :camera AND hour >= :since
             ORDER BY hour DESC
             LIMIT 2400
            """)
        .param("camera", camera.value())
        .param("since", utc(since))
        .query((row, _) ->
            new HealthHour(
                row.getObject("hour", OffsetDateTime.class).toInstant(),
                row.getInt("seconds_wanted"),
                row.getInt("seconds_delivering"),
                row.getLong("pictures"),
                row.getLong("bytes"),
                row.getInt("gaps"),
                row.getInt("reconnects")))
        .list();
  }

  /// Forgets what is older. Of each camera the newest change stays, so that its state is known.
  void forget(Instant before) {
    jdbc.sql("DELETE FROM feeds.health_hour WHERE hour < :before")
        .param("before", utc(before))
        .update();
    jdbc.sql(
            """
            DELETE FROM feeds.health_change old
             WHERE at < :before
               AND EXISTS (
                 SELECT
                   FROM feeds.health_change newer
                  WHERE newer.camera_id = old.camera_id AND newer.at > old.at)
            """)
        .param("before", utc(before))
        .update();
  }

  /// Everything of this camera.
  void forget(CameraId camera) {
    jdbc.sql("DELETE FROM feeds.health_hour WHERE camera_id = :camera")
        .param("camera", camera.value())
        .update();
    jdbc.sql("DELETE FROM feeds.health_change WHERE camera_id = :camera")
        .param("camera", camera.value())
        .update();
  }

  private static OffsetDateTime utc(Instant at) {
    return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
