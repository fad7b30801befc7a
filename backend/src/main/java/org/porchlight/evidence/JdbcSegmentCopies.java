package org.porchlight.evidence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcSegmentCopies {

  private final JdbcClient jdbc;

  JdbcSegmentCopies(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<SegmentCopy> find(UUID segment, int maskVersion, boolean sound) {
    return jdbc.sql(
            """
            SELECT mask_version, sound, object_key, sha256, bytes
              FROM evidence.segment_copy
             WHERE segment_id = :segment AND mask_version = :version AND sound = :sound
            """)
        .param("segment", segment)
        .param("version", maskVersion)
        .param("sound", sound)
        .query(JdbcSegmentCopies::toCopy)
        .optional();
  }

  /// Waits for a purge of the segment that goes on, and then adds nothing.
  ///
  /// @return false if somebody else was faster with another copy of the same, or there is no such
  ///   segment any more
  boolean add(UUID segment, SegmentCopy copy, Instant at) {
    return jdbc.sql(
                """
                INSERT INTO evidence.segment_copy
                  (id, segment_id, mask_version, sound, object_key, sha256, bytes, made_at)
                SELECT :id, s.id, :version, :sound, :key, :sha256, :bytes, :at
                  FROM evidence.segment s
                 WHERE s.id = :segment AND s.state <> 'PURGING'
                   FOR SHARE OF s
                ON CONFLICT (segment_id, mask_version, sound) DO NOTHING
                """)
            .param("id", UUID.randomUUID())
            .param("segment", segment)
            .param("version", copy.maskVersion())
            .param("sound", copy.sound())
            .param("key", copy.key())
            .param("sha256", copy.sha256())
            .param("bytes", copy.bytes())
            .param("at", Timestamp.from(at))
            .update()
        == 1;
  }

  /// Names in the store of all copies of a segment.
  List<String> keys(UUID segment) {
    return jdbc.sql("SELECT object_key FROM evidence.segment_copy WHERE segment_id = :segment")
        .param("segment", segment)
        .query((row, _) -> row.getString("object_key"))
        .list();
  }

  /// Names in the store of copies that were made under other masks than the newest.
  List<String> superseded(UUID segment) {
    return jdbc.sql(
            """
            SELECT object_key
              FROM evidence.segment_copy
             WHERE segment_id = :segment
               AND mask_version
                   < (SELECT max(mask_version)
                        FROM evidence.segment_copy
                       WHERE segment_id = :segment)
            """)
        .param("segment", segment)
        .query((row, _) -> row.getString("object_key"))
        .list();
  }

  void remove(String key) {
    jdbc.sql("DELETE FROM evidence.segment_copy WHERE object_key = :key")
        .param("key", key)
        .update();
  }

  private static SegmentCopy toCopy(ResultSet row, int number) throws SQLException {
    return new SegmentCopy(
        row.getInt("mask_version"),
        row.getBoolean("sound"),
        row.getString("object_key"),
        row.getString("sha256"),
        row.getLong("bytes"));
  }
}
