package org.porchlight.evidence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcClipCopies {

  private final JdbcClient jdbc;

  JdbcClipCopies(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<ClipCopy> find(ClipId clip, ClipCopy.Kind kind, int maskVersion) {
    return jdbc.sql(
            """
            SELECT kind, mask_version, object_key, sha256, bytes
              FROM evidence.clip_copy
             WHERE clip_id = :clip AND kind = :kind AND mask_version = :version
            """)
        .param("clip", clip.value())
        .param("kind", kind.name())
        .param("version", maskVersion)
        .query(JdbcClipCopies::toCopy)
        .optional();
  }

  /// Somebody else may have been faster with another copy of the same: then that one stays.
  void add(ClipId clip, ClipCopy copy, Instant at) {
    jdbc.sql(
            """
            INSERT INTO evidence.clip_copy
              (id, clip_id, kind, mask_version, object_key, sha256, bytes, made_at)
            VALUES (:id, :clip, :kind, :version, :key, :sha256, :bytes, :at)
            ON CONFLICT (clip_id, kind, mask_version) DO NOTHING
            """)
        .param("id", UUID.randomUUID())
        .param("clip", clip.value())
        .param("kind", copy.kind().name())
        .param("version", copy.maskVersion())
        .param("key", copy.key())
        .param("sha256", copy.sha256())
        .param("bytes", copy.bytes())
        .param("at", Timestamp.from(at))
        .update();
  }

  private static ClipCopy toCopy(ResultSet row, int number) throws SQLException {
    return new ClipCopy(
        ClipCopy.Kind.valueOf(row.getString("kind")),
        row.getInt("mask_version"),
        row.getString("object_key"),
        row.getString("sha256"),
        row.getLong("bytes"));
  }
}
