package org.porchlight.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.PersonId;
import org.porchlight.registry.CameraId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Reads all that may open cameras besides their terms in one statement: it is asked with every
/// decision.
@Repository
class JdbcBesides {

  private final JdbcClient jdbc;

  JdbcBesides(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// @param person whose overrides count; null for nobody's
  Besides of(CameraId camera, @Nullable PersonId person, Instant now) {
    return ofAll(List.of(camera), person, now).getOrDefault(camera, Besides.NOTHING);
  }

  /// Cameras that nothing opens are absent.
  Map<CameraId, Besides> ofAll(
      Collection<CameraId> cameras, @Nullable PersonId person, Instant now) {
    return jdbc
        .sql(
            """
            SELECT asked.camera_id,
                   a.alarm_id, a.pressed_at, a.until AS alarm_until,
                   o.id AS override_id, o.asked_at, o.until AS override_until
              FROM unnest(:cameras) AS asked(camera_id)
              LEFT JOIN LATERAL (
                SELECT * FROM access.alarm_camera
                 WHERE camera_id = asked.camera_id AND until > :now
                 ORDER BY pressed_at DESC
                 LIMIT 1) a ON true
              LEFT JOIN LATERAL (
                SELECT * FROM access.override
                 WHERE camera_id = asked.camera_id AND person_id = CAST(:person AS uuid)
                   AND until > :now
                 ORDER BY asked_at DESC
                 LIMIT 1) o ON true
             WHERE a.alarm_id IS NOT NULL OR o.id IS NOT NULL
            """)
        .param("cameras", cameras.stream().map(CameraId::value).toArray(UUID[]::new))
        .param("person", person == null ? null : person.value())
        .param("now", OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
        .query((row, _) ->
            Map.entry(
                new CameraId(row.getObject("camera_id", UUID.class)),
                new Besides(alarm(row), override(row, person))))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Besides.@Nullable Alarm alarm(ResultSet row) throws SQLException {
    var id = row.getObject("alarm_id", UUID.class);
    return id == null
        ? null
        : new Besides.Alarm(
            new AlarmId(id), instant(row, "pressed_at"), instant(row, "alarm_until"));
  }

  private static Besides.@Nullable Exigent override(ResultSet row, @Nullable PersonId person)
      throws SQLException {
    var id = row.getObject("override_id", UUID.class);
    return id == null || person == null
        ? null
        : new Besides.Exigent(
            new OverrideId(id), person, instant(row, "asked_at"), instant(row, "override_until"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
