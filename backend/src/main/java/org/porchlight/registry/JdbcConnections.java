package org.porchlight.registry;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.porchlight.identity.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcConnections {

  /// A row as it is stored.
  ///
  /// @param sealed path and login, sealed, in base64
  record Row(
      PersonId owner,
      StreamAddress.Scheme scheme,
      String host,
      int port,
      String sealed,
      long version) {}

  /// A row of a camera that dials in.
  ///
  /// @param sealed what its password answers to, sealed, in base64
  record DialInRow(PersonId owner, String path, String sealed, long version) {}

  private final JdbcClient jdbc;

  JdbcConnections(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// The version that the next [#put] of this camera has. Lock the camera first.
  long nextVersion(CameraId camera) {
    return jdbc.sql("SELECT version + 1 FROM registry.connection WHERE camera_id = :camera")
        .param("camera", camera.value())
        .query(Long.class)
        .optional()
        .orElse(1L);
  }

  void put(CameraId camera, Row row, Instant at) {
    jdbc.sql(
            """
            INSERT INTO registry.connection
              (camera_id, owner_id, scheme, host, port, sealed, version, changed_at)
            VALUES (:camera, :owner, :scheme, :host, :port, :sealed, :version, :at)
            ON CONFLICT (camera_id) DO UPDATE
               SET owner_id = excluded.owner_id, scheme = excluded.scheme, host = excluded.host,
                   port = excluded.port, path = NULL, sealed = excluded.sealed, version = excluded.version,
                   changed_at = excluded.changed_at
            """)
        .param("camera", camera.value())
        .param("owner", row.owner().value())
        .param("scheme", row.scheme().name())
        .param("host", row.host())
        .param("port", row.port())
        .param("sealed", Base64.getDecoder().decode(row.sealed()))
        .param("version", row.version())
        .param("at", Timestamp.from(at))
        .update();
  }

  boolean delete(CameraId camera) {
    return jdbc.sql("DELETE FROM registry.connection WHERE camera_id = :camera")
            .param("camera", camera.value())
            .update()
        == 1;
  }

  Optional<Row> find(CameraId camera) {
    return jdbc.sql("SELECT * FROM registry.connection WHERE camera_id = :camera AND path IS NULL")
        .param("camera", camera.value())
        .query((row, _) ->
            new Row(
                new PersonId(row.getObject("owner_id", UUID.class)),
                StreamAddress.Scheme.valueOf(row.getString("scheme")),
                row.getString("host"),
                row.getInt("port"),
                Base64.getEncoder().encodeToString(row.getBytes("sealed")),
                row.getLong("version")))
        .optional();
  }

  void putDialIn(CameraId camera, DialInRow row, Instant at) {
    jdbc.sql(
            """
            INSERT INTO registry.connection
              (camera_id, owner_id, path, sealed, version, changed_at)
            VALUES (:camera, :owner, :path, :sealed, :version, :at)
            ON CONFLICT (camera_id) DO UPDATE
               SET owner_id = excluded.owner_id, scheme = NULL, host = NULL, port = NULL,
                   path = excluded.path, sealed = excluded.sealed, version = excluded.version,
                   changed_at = excluded.changed_at
            """)
        .param("camera", camera.value())
        .param("owner", row.owner().value())
        .param("path", row.path())
        .param("sealed", Base64.getDecoder().decode(row.sealed()))
        .param("version", row.version())
        .param("at", Timestamp.from(at))
        .update();
  }

  Optional<DialInRow> findDialIn(CameraId camera) {
    return jdbc.sql(
            """
            SELECT owner_id, path, sealed, version
              FROM registry.connection
             WHERE camera_id = :camera AND path IS NOT NULL
            """)
        .param("camera", camera.value())
        .query((row, _) ->
            new DialInRow(
                new PersonId(row.getObject("owner_id", UUID.class)),
                row.getString("path"),
                Base64.getEncoder().encodeToString(row.getBytes("sealed")),
                row.getLong("version")))
        .optional();
  }

  /// Those of a person's cameras that dial in.
  Set<CameraId> dialIns(PersonId owner) {
    return jdbc.sql(
            """
            SELECT k.camera_id
              FROM registry.camera c
              JOIN registry.connection k ON k.camera_id = c.id
             WHERE c.owner_id = :owner AND k.path IS NOT NULL
            """)
        .param("owner", owner.value())
        .query((row, _) -> new CameraId(row.getObject("camera_id", UUID.class)))
        .set();
  }

  /// Those of these cameras that dial in.
  Set<CameraId> dialIns(Collection<CameraId> cameras) {
    return jdbc.sql(
            """
            SELECT camera_id
              FROM registry.connection
             WHERE camera_id = ANY(:cameras) AND path IS NOT NULL
            """)
        .param("cameras", cameras.stream().map(CameraId::value).toArray(UUID[]::new))
        .query((row, _) -> new CameraId(row.getObject("camera_id", UUID.class)))
        .set();
  }

  Optional<CameraId> cameraAt(String path) {
    return jdbc.sql("SELECT camera_id FROM registry.connection WHERE path = :path")
        .param("path", path)
        .query((row, _) -> new CameraId(row.getObject("camera_id", UUID.class)))
        .optional();
  }
}
