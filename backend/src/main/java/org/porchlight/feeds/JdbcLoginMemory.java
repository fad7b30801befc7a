package org.porchlight.feeds;

import java.sql.Timestamp;
import java.time.Instant;
import org.porchlight.registry.CameraId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcLoginMemory {

  private final JdbcClient jdbc;

  JdbcLoginMemory(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  boolean askedByDigest(CameraId camera) {
    return jdbc.sql("SELECT count(*) FROM feeds.asked_by_digest WHERE camera_id = :camera")
            .param("camera", camera.value())
            .query(Long.class)
            .single()
        > 0;
  }

  void put(CameraId camera, Instant at) {
    jdbc.sql(
            """
            INSERT INTO feeds.asked_by_digest (camera_id, since) VALUES (:camera, :at)
            ON CONFLICT DO NOTHING
            """)
        .param("camera", camera.value())
        .param("at", Timestamp.from(at))
        .update();
  }

  void delete(CameraId camera) {
    jdbc.sql("DELETE FROM feeds.asked_by_digest WHERE camera_id = :camera")
        .param("camera", camera.value())
        .update();
  }
}
