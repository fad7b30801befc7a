package org.porchlight.evidence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.Film;
import org.porchlight.registry.CameraId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcSegments {

  /// Nothing that overlaps with this is deleted: a hold, or a clip that is being cut.
  private static final String PROTECTED =
      """
      EXISTS (SELECT 1 FROM evidence.footage_hold h
               WHERE h.camera_id = s.camera_id AND h.ended_at IS NULL
                 AND h.held_from <= s.footage_to AND h.held_to >= s.footage_from)
      OR EXISTS (SELECT 1 FROM evidence.clip c
               WHERE c.camera_id = s.camera_id AND c.state = 'CUTTING'
                 AND c.asked_from <= s.footage_to AND c.asked_to >= s.footage_from)
      """;

  private final JdbcClient jdbc;

  JdbcSegments(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Writes down that a file is in the spool.
  ///
  /// @return false if these pictures are kept already
  boolean add(Segment segment, List<Film.Gap> gaps, UUID spool, Instant now) {
    var added =
        jdbc.sql(
                """
                INSERT INTO evidence.segment
                  (id, recording_id, camera_id, state, spool, object_key, footage_from, footage_to,
                   pictures, bytes, sha256, manifest_sha256, manifest_bytes, codecs, sound,
                   first_run,
                   first_number, last_run, last_number, written_at)
                VALUES
                  (:id, :recording, :camera, 'SPOOLED', :spool, :key, :from, :to, :pictures, :bytes,
                   :sha256, :manifestSha256, :manifestBytes, :codecs, :sound,
                   :firstRun, :firstNumber,
                   :lastRun, :lastNumber, :now)
                ON CONFLICT DO NOTHING
                """)
            .param("id", segment.id())
            .param("recording", segment.recording())
            .param("camera", segment.camera().value())
            .param("spool", spool)
            .param("key", segment.key())
            .param("from", utc(segment.from()))
            .param("to", utc(segment.to()))
            .param("pictures", segment.pictures())
            .param("bytes", segment.bytes())
            .param("sha256", segment.sha256())
            .param("manifestSha256", segment.manifestSha256())
            .param("manifestBytes", segment.manifestBytes())
            .param("codecs", segment.codecs())
            .param("sound", segment.sound())
            .param("firstRun", segment.firstRun())
            .param("firstNumber", segment.firstNumber())
            .param("lastRun", segment.lastRun())
            .param("lastNumber", segment.lastNumber())
            .param("now", utc(now))
            .update();
    if (added == 0) {
      return false;
    }
    for (var gap : gaps) {
      jdbc.sql(
              """
              INSERT INTO evidence.segment_gap (segment_id, gap_from, gap_to)
              VALUES (:segment, :from, :to)
              """)
          .param("segment", segment.id())
          .param("from", utc(gap.from()))
          .param("to", utc(gap.to()))
          .update();
    }
    return true;
  }

  /// Whether there is a row for this file.
  boolean isKnown(UUID segment) {
    return jdbc.sql("SELECT count(*) FROM evidence.segment WHERE id = :id")
            .param("id", segment)
            .query(Integer.class)
            .single()
        == 1;
  }

  boolean isStored(UUID segment) {
    return jdbc.sql("SELECT count(*) FROM evidence.segment WHERE id = :id AND state <> 'SPOOLED'")
            .param("id", segment)
            .query(Integer.class)
            .single()
        == 1;
  }

  /// What lies in this spool and is due, oldest first.
  List<Segment> unfinished(UUID spool, Instant now, int limit) {
    return jdbc.sql(
            """
            SELECT * FROM evidence.segment
             WHERE spool = :spool AND state = 'SPOOLED'
               AND (next_attempt_at IS NULL OR next_attempt_at <= :now)
             ORDER BY footage_from
             LIMIT :limit
            """)
        .param("spool", spool)
        .param("now", utc(now))
        .param("limit", limit)
        .query(JdbcSegments::toSegment)
        .list();
  }

  void stored(UUID segment, Instant now) {
    jdbc.sql(
            """
            UPDATE evidence.segment
               SET state = 'STORED', stored_at = :now, next_attempt_at = NULL, last_error = NULL
             WHERE id = :id AND state = 'SPOOLED'
            """)
        .param("id", segment)
        .param("now", utc(now))
        .update();
  }

  void postponed(UUID segment, int attempts, Instant next, String error) {
    jdbc.sql(
            """
            UPDATE evidence.segment
               SET attempts = :attempts, next_attempt_at = :next, last_error = :error
             WHERE id = :id AND state = 'SPOOLED'
            """)
        .param("id", segment)
        .param("attempts", attempts)
        .param("next", utc(next))
        .param("error", error)
        .update();
  }

  /// The oldest that lie in this spool, are not in the store yet, and that nothing protects.
  List<Segment> oldestUnprotected(UUID spool, int limit) {
    return jdbc.sql(
            """
            SELECT * FROM evidence.segment s
             WHERE spool = :spool AND state = 'SPOOLED' AND NOT (%s)
             ORDER BY footage_from
             LIMIT :limit
            """
                .formatted(PROTECTED))
        .param("spool", spool)
        .param("limit", limit)
        .query(JdbcSegments::toSegment)
        .list();
  }

  /// Marks what is over its time and protected by nothing, so that its bytes can be deleted.
  ///
  /// @return what is marked now, also from before
  List<Segment> toPurge(UUID spool, Instant now, int limit) {
    return jdbc.sql(
            """
            WITH over AS (
              SELECT s.id
                FROM evidence.segment s JOIN evidence.recording r ON r.id = s.recording_id
               WHERE (s.state = 'STORED' OR (s.state = 'SPOOLED' AND s.spool = :spool))
                 AND s.footage_to < CAST(:now AS timestamptz) - make_interval(days => r.keep_days)
                 AND NOT (%s)
               ORDER BY s.footage_from
               LIMIT :limit
                 FOR UPDATE OF s SKIP LOCKED),
            marked AS (
              UPDATE evidence.segment SET state = 'PURGING', stored_at = coalesce(stored_at, :now)
               WHERE id IN (SELECT id FROM over)
              RETURNING *)
            SELECT * FROM marked
            UNION ALL
            (SELECT * FROM evidence.segment WHERE state = 'PURGING' LIMIT :limit)
            """
                .formatted(PROTECTED))
        .param("spool", spool)
        .param("now", utc(now))
        .param("limit", limit)
        .query(JdbcSegments::toSegment)
        .list();
  }

  /// Forgets a file.
  ///
  /// @return false if the row was gone already
  boolean remove(UUID segment) {
    return jdbc.sql("DELETE FROM evidence.segment WHERE id = :id").param("id", segment).update()
        == 1;
  }

  /// What there is of a camera in this time, oldest first.
  List<Segment> between(CameraId camera, Instant from, Instant to, int limit) {
    return jdbc.sql(
            """
            SELECT * FROM evidence.segment
             WHERE camera_id = :camera AND footage_to >= :from AND footage_from <= :to
               AND state <> 'PURGING'
             ORDER BY footage_from, written_at
             LIMIT :limit
            """)
        .param("camera", camera.value())
        .param("from", utc(from))
        .param("to", utc(to))
        .param("limit", limit)
        .query(JdbcSegments::toSegment)
        .list();
  }

  Optional<Segment> find(UUID segment) {
    return jdbc.sql("SELECT * FROM evidence.segment WHERE id = :id AND state <> 'PURGING'")
        .param("id", segment)
        .query(JdbcSegments::toSegment)
        .optional();
  }

  /// Which of these cameras have anything.
  Set<CameraId> recorded(Collection<CameraId> cameras) {
    return Set.copyOf(
        jdbc.sql(
                """
                SELECT c.id FROM unnest(CAST(:cameras AS uuid[])) AS c (id)
                 WHERE EXISTS (SELECT 1 FROM evidence.segment s
                                WHERE s.camera_id = c.id AND s.state <> 'PURGING')
                """)
            .param("cameras", cameras.stream().map(CameraId::value).toArray(UUID[]::new))
            .query((row, _) -> new CameraId(row.getObject("id", UUID.class)))
            .list());
  }

  /// From the first picture that there is of a camera to the last.
  ///
  /// @param notBefore files that begin earlier do not count
  Optional<Footage.Span> extent(CameraId camera, @Nullable Instant notBefore) {
    return jdbc.sql(
            """
            SELECT min(footage_from) AS first, max(footage_to) AS last
              FROM evidence.segment
             WHERE camera_id = :camera AND state <> 'PURGING'
               AND footage_from >= coalesce(CAST(:notBefore AS timestamptz), '-infinity')
            HAVING count(*) > 0
            """)
        .param("camera", camera.value())
        .param("notBefore", notBefore == null ? null : utc(notBefore))
        .query((row, _) -> new Footage.Span(instant(row, "first"), instant(row, "last")))
        .optional();
  }

  /// Gaps inside these segments' files.
  List<Footage.Span> gaps(CameraId camera, Instant from, Instant to) {
    return jdbc.sql(
            """
            SELECT g.gap_from, g.gap_to
              FROM evidence.segment_gap g JOIN evidence.segment s ON s.id = g.segment_id
             WHERE s.camera_id = :camera AND g.gap_to >= :from AND g.gap_from <= :to
               AND s.state <> 'PURGING'
             ORDER BY g.gap_from
            """)
        .param("camera", camera.value())
        .param("from", utc(from))
        .param("to", utc(to))
        .query((row, _) -> new Footage.Span(instant(row, "gap_from"), instant(row, "gap_to")))
        .list();
  }

  void hold(
      UUID id, CameraId camera, Instant from, Instant to, String reason, UUID by, Instant now) {
    jdbc.sql(
            """
            INSERT INTO evidence.footage_hold
              (id, camera_id, held_from, held_to, reason, placed_by, placed_at)
            VALUES (:id, :camera, :from, :to, :reason, :by, :now)
            """)
        .param("id", id)
        .param("camera", camera.value())
        .param("from", utc(from))
        .param("to", utc(to))
        .param("reason", reason)
        .param("by", by)
        .param("now", utc(now))
        .update();
  }

  boolean endHold(UUID id, Instant now) {
    return jdbc.sql(
                """
                UPDATE evidence.footage_hold SET ended_at = :now
                 WHERE id = :id AND ended_at IS NULL
                """)
            .param("id", id)
            .param("now", utc(now))
            .update()
        == 1;
  }

  private static Segment toSegment(ResultSet row, int number) throws SQLException {
    return new Segment(
        row.getObject("id", UUID.class),
        row.getObject("recording_id", UUID.class),
        new CameraId(row.getObject("camera_id", UUID.class)),
        instant(row, "footage_from"),
        instant(row, "footage_to"),
        row.getInt("pictures"),
        row.getLong("bytes"),
        row.getString("sha256"),
        row.getString("manifest_sha256"),
        row.getLong("manifest_bytes"),
        row.getString("codecs"),
        row.getObject("sound", Boolean.class),
        row.getObject("first_run", UUID.class),
        row.getLong("first_number"),
        row.getObject("last_run", UUID.class),
        row.getLong("last_number"),
        row.getString("object_key"),
        !row.getString("state").equals("SPOOLED"),
        row.getInt("attempts"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static OffsetDateTime utc(Instant at) {
    return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
