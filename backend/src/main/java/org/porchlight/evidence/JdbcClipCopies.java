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
class JdbcClipCopies {

  private final JdbcClient jdbc;

  JdbcClipCopies(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<ClipCopy> find(ClipId clip, ClipCopy.Kind kind, int maskVersion, boolean sound) {
    return jdbc.sql(
            """
            SELECT kind, mask_version, sound, object_key, sha256, bytes
              FROM evidence.clip_copy
             WHERE clip_id = :clip AND kind = :kind AND mask_version = :version
               AND sound = :sound
            """)
        .param("clip", clip.value())
        .param("kind", kind.name())
        .param("version", maskVersion)
        .param("sound", sound)
        .query(JdbcClipCopies::toCopy)
        .optional();
  }

  /// Keeps it, unless somebody else was faster with another copy of the same: then that one stays.
  ///
  /// @return whether it is kept
  boolean add(ClipId clip, ClipCopy copy, Instant at) {
    return jdbc.sql(
                """
                INSERT INTO evidence.clip_copy
                  (id, clip_id, kind, mask_version, sound, object_key, sha256, bytes, made_at)
                VALUES (:id, :clip, :kind, :version, :sound, :key, :sha256, :bytes, :at)
                ON CONFLICT (clip_id, kind, mask_version, sound) DO NOTHING
                """)
            .param("id", UUID.randomUUID())
            .param("clip", clip.value())
            .param("kind", copy.kind().name())
            .param("version", copy.maskVersion())
            .param("sound", copy.sound())
            .param("key", copy.key())
            .param("sha256", copy.sha256())
            .param("bytes", copy.bytes())
            .param("at", Timestamp.from(at))
            .update()
        == 1;
  }

  /// Names in the store of copies that were made under other masks than the newest.
  List<String> superseded(ClipId clip) {
    return jdbc.sql(
            """
            SELECT object_key
              FROM evidence.clip_copy
             WHERE clip_id = :clip
               AND mask_version
                   < (SELECT max(mask_version) FROM evidence.clip_copy WHERE clip_id = :clip)
            """)
        .param("clip", clip.value())
        .query((row, _) -> row.getString("object_key"))
        .list();
  }

  void remove(String key) {
    jdbc.sql("DELETE FROM evidence.clip_copy WHERE object_key = :key").param("key", key).update();
  }

  private static ClipCopy toCopy(ResultSet row, int number) throws SQLException {
    return new ClipCopy(
        ClipCopy.Kind.valueOf(row.getString("kind")),
        row.getInt("mask_version"),
        row.getBoolean("sound"),
        row.getString("object_key"),
        row.getString("sha256"),
        row.getLong("bytes"));
  }
}
