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
  record Spell(
      CameraId camera,
      Feed.Totals counted,
      @Nullable Instant lastPicture,
      @Nullable Duration keyframeDistance,
      @Nullable Duration clockOffset) {

    /// With what came after.
    Spell plus(Spell next) {
      return new Spell(
          camera,
          counted.plus(next.counted),
          next.lastPicture == null ? lastPicture : next.lastPicture,
          next.keyframeDistance == null ? keyframeDistance : next.keyframeDistance,
          next.clockOffset == null ? clockOffset : next.clockOffset);
    }
  }

  JdbcHealth(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Writes a change down if it is one. It comes after those that are there, even if it was in the
  /// same microsecond or our clock was set back.
  void changed(CameraId camera, Instant at, @Nullable StreamProblem problem) {
    jdbc.sql(
            """
            INSERT INTO feeds.health_change (camera_id, at, problem)
            SELECT :camera, greatest(:at, newest.at + interval '1 microsecond'), :problem
              FROM (VALUES (1)) AS one
              LEFT JOIN LATERAL (
                SELECT at, problem
                  FROM feeds.health_change
                 WHERE camera_id = :camera
                 ORDER BY at DESC
                 LIMIT 1) newest ON true
             WHERE newest.at IS NULL OR newest.problem IS DISTINCT FROM :problem::text
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
               reconnects, last_picture, keyframe_ms, clock_ahead_ms)
            SELECT camera_id, :hour, least(wanted, 3600), least(delivering, 3600), pictures, bytes,
                   gaps, reconnects, to_timestamp(last_ms / 1000.0), keyframe_ms, clock_ahead_ms
              FROM unnest(:cameras, :wanted, :delivering, :pictures, :bytes, :gaps, :reconnects,
                          :last, :keyframe, :ahead)
                AS counted(camera_id, wanted, delivering, pictures, bytes, gaps, reconnects,
                           last_ms, keyframe_ms, clock_ahead_ms)
            ON CONFLICT (camera_id, hour) DO UPDATE SET
              seconds_wanted = least(health_hour.seconds_wanted + excluded.seconds_wanted, 3600),
              seconds_delivering =
                least(health_hour.seconds_delivering + excluded.seconds_delivering, 3600),
              pictures = health_hour.pictures + excluded.pictures,
              bytes = health_hour.bytes + excluded.bytes,
              gaps = health_hour.gaps + excluded.gaps,
              reconnects = health_hour.reconnects + excluded.reconnects,
              last_picture = coalesce(excluded.last_picture, health_hour.last_picture),
              keyframe_ms = greatest(excluded.keyframe_ms, health_hour.keyframe_ms),
              clock_ahead_ms = coalesce(excluded.clock_ahead_ms, health_hour.clock_ahead_ms)
            """)
        .param("hour", utc(now.truncatedTo(ChronoUnit.HOURS)))
        .param("cameras", spells.stream().map(spell -> spell.camera().value()).toArray(UUID[]::new))
        .param("wanted", numbers(spells, spell -> seconds(spell.counted().wanted())))
        .param("delivering", numbers(spells, spell -> seconds(spell.counted().delivering())))
        .param("pictures", longs(spells, spell -> spell.counted().pictures()))
        .param("bytes", longs(spells, spell -> spell.counted().bytes()))
        .param("gaps", numbers(spells, spell -> spell.counted().gaps()))
        .param("reconnects", numbers(spells, spell -> spell.counted().reconnects()))
        .param("last", maybe(spells, spell -> millis(spell.lastPicture())))
        .param("keyframe", maybe(spells, spell -> millis(spell.keyframeDistance())))
        .param("ahead", maybe(spells, spell -> millis(spell.clockOffset())))
        .update();
  }

  /// To the nearest one, so that rounding adds up to nothing in the long run.
  private static int seconds(Duration duration) {
    return (int) duration.plusMillis(500).toSeconds();
  }

  private static @Nullable Long millis(@Nullable Instant at) {
    return at == null ? null : (Long) at.toEpochMilli();
  }

  private static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : (Long) duration.toMillis();
  }

  private static @Nullable Long[] maybe(
      List<Spell> spells, java.util.function.Function<Spell, @Nullable Long> value) {
    return spells.stream().map(value).toArray(Long[]::new);
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
                row.getInt("reconnects"),
                instant(row, "last_picture"),
                millis(row, "keyframe_ms"),
                millis(row, "clock_ahead_ms")))
        .list();
  }

  private record Summed(CameraId camera, HealthSum sum) {}

  /// Each of these cameras since then; those that nobody needed are absent.
  Map<CameraId, HealthSum> sums(Collection<CameraId> cameras, Instant since) {
    return jdbc
        .sql(
            """
            SELECT camera_id, sum(seconds_wanted) AS wanted, sum(seconds_delivering) AS delivering,
                   sum(gaps) AS gaps, sum(reconnects) AS reconnects,
                   max(last_picture) AS last_picture
              FROM feeds.health_hour
             WHERE camera_id = ANY(:cameras) AND hour >= :since
             GROUP BY camera_id
            """)
        .param("cameras", cameras.stream().map(CameraId::value).toArray(UUID[]::new))
        .param("since", utc(since))
        .query((row, _) ->
            new Summed(
                new CameraId(row.getObject("camera_id", UUID.class)),
                new HealthSum(
                    Duration.ofSeconds(row.getLong("wanted")),
                    Duration.ofSeconds(row.getLong("delivering")),
                    row.getInt("gaps"),
                    row.getInt("reconnects"),
                    instant(row, "last_picture"))))
        .list()
        .stream()
        .collect(Collectors.toMap(Summed::camera, Summed::sum));
  }

  private static @Nullable Instant instant(java.sql.ResultSet row, String column)
      throws java.sql.SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static @Nullable Duration millis(java.sql.ResultSet row, String column)
      throws java.sql.SQLException {
    var number = row.getObject(column, Long.class);
    return number == null ? null : Duration.ofMillis(number);
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
