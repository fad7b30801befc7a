package org.porchlight.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.porchlight.identity.PersonId;
import org.porchlight.registry.CameraId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcImports {

  private final JdbcClient jdbc;

  JdbcImports(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(PersonId owner, CameraImport made) {
    jdbc.sql(
            """
            INSERT INTO imports.import (id, owner_id, file, cameras, at, undo_until)
            VALUES (:id, :owner, :file, :cameras, :at, :until)
            """)
        .param("id", made.id().value())
        .param("owner", owner.value())
        .param("file", made.file())
        .param("cameras", made.cameras())
        .param("at", Timestamp.from(made.at()))
        .param("until", Timestamp.from(made.undoUntil()))
        .update();
  }

  void addCameras(ImportId id, List<CameraId> cameras) {
    jdbc.sql(
            """
            INSERT INTO imports.camera (import_id, number, camera_id)
            SELECT :id, c.number, c.camera_id
              FROM unnest(:cameras) WITH ORDINALITY AS c (camera_id, number)
            """)
        .param("id", id.value())
        .param("cameras", cameras.stream().map(CameraId::value).toArray(UUID[]::new))
        .update();
  }

  List<CameraImport> of(PersonId owner) {
    return jdbc.sql(
            """
            SELECT * FROM imports.import WHERE owner_id = :owner ORDER BY at DESC, id LIMIT 100
            """)
        .param("owner", owner.value())
        .query(JdbcImports::toImport)
        .list();
  }

  Optional<CameraImport> find(PersonId owner, ImportId id) {
    return jdbc.sql("SELECT * FROM imports.import WHERE id = :id AND owner_id = :owner")
        .param("id", id.value())
        .param("owner", owner.value())
        .query(JdbcImports::toImport)
        .optional();
  }

  List<CameraId> cameras(ImportId id) {
    return jdbc.sql("SELECT camera_id FROM imports.camera WHERE import_id = :id ORDER BY number")
        .param("id", id.value())
        .query((row, _) -> new CameraId(row.getObject("camera_id", UUID.class)))
        .list();
  }

  void undone(ImportId id, Instant at) {
    jdbc.sql("UPDATE imports.import SET undone_at = :at WHERE id = :id AND undone_at IS NULL")
        .param("id", id.value())
        .param("at", Timestamp.from(at))
        .update();
  }

  /// Forgets a camera that is gone.
  void forget(CameraId camera) {
    jdbc.sql("DELETE FROM imports.camera WHERE camera_id = :camera")
        .param("camera", camera.value())
        .update();
  }

  private static CameraImport toImport(ResultSet row, int number) throws SQLException {
    var undone = row.getTimestamp("undone_at");
    return new CameraImport(
        new ImportId(row.getObject("id", UUID.class)),
        row.getString("file"),
        row.getInt("cameras"),
        row.getTimestamp("at").toInstant(),
        row.getTimestamp("undo_until").toInstant(),
        undone == null ? null : undone.toInstant());
  }
}
