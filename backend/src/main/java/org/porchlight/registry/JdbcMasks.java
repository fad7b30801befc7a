package org.porchlight.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.porchlight.identity.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcMasks {

  private final JdbcClient jdbc;

  JdbcMasks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  MaskSet current(CameraId camera) {
    return jdbc.sql(
            """
            SELECT version, areas
              FROM registry.mask_version
             WHERE camera_id = :camera
             ORDER BY version DESC
             LIMIT 1
            """)
        .param("camera", camera.value())
        .query(JdbcMasks::toSet)
        .optional()
        .orElse(MaskSet.NONE);
  }

  /// Versions that were in force at any moment from `from` to `to`.
  List<MaskSet> during(CameraId camera, Instant from, Instant to) {
    return jdbc.sql(
            """
            SELECT version, areas
              FROM registry.mask_version m
             WHERE camera_id = :camera
               AND set_at <= :to
               AND NOT EXISTS (SELECT FROM registry.mask_version later
                                WHERE later.camera_id = m.camera_id
                                  AND later.version = m.version + 1
                                  AND later.set_at < :from)
             ORDER BY version
            """)
        .param("camera", camera.value())
        .param("from", Timestamp.from(from))
        .param("to", Timestamp.from(to))
        .query(JdbcMasks::toSet)
        .list();
  }

  void add(CameraId camera, MaskSet set, PersonId by, Instant at) {
    jdbc.sql(
            """
            INSERT INTO registry.mask_version (camera_id, version, areas, set_by, set_at)
            VALUES (:camera, :version, :areas, :by, :at)
            """)
        .param("camera", camera.value())
        .param("version", set.version())
        .param("areas", text(set.masks()))
        .param("by", by.value())
        .param("at", Timestamp.from(at))
        .update();
  }

  private static String text(List<Mask> masks) {
    return masks.stream()
        .map(mask ->
            mask.points().stream()
                .map(point -> String.format(Locale.ROOT, "%s,%s", point.x(), point.y()))
                .collect(Collectors.joining(" ")))
        .collect(Collectors.joining(";"));
  }

  private static MaskSet toSet(ResultSet row, int number) throws SQLException {
    var areas = row.getString("areas");
    return new MaskSet(
        row.getInt("version"),
        areas.isEmpty()
            ? List.of()
            : Arrays.stream(areas.split(";")).map(JdbcMasks::toMask).toList());
  }

  private static Mask toMask(String corners) {
    return new Mask(
        Arrays.stream(corners.split(" "))
            .map(corner -> {
              var comma = corner.indexOf(',');
              return new Mask.Point(
                  Double.parseDouble(corner.substring(0, comma)),
                  Double.parseDouble(corner.substring(comma + 1)));
            })
            .toList());
  }
}
