package org.porchlight.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.SiteId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcAlarms {

  private final JdbcClient jdbc;

  /// One camera of an alarm.
  record Row(
      AlarmId alarm,
      CameraId camera,
      SiteId site,
      OrganisationId agency,
      PersonId pressedBy,
      Instant pressedAt,
      Instant until) {}

  JdbcAlarms(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Until the transaction ends nobody else presses or ends an alarm of this person.
  void lock(PersonId owner) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('access.alarm:' || :owner, 0))")
        .param("owner", owner.toString())
        .query(_ -> {});
  }

  void add(Row row) {
    jdbc.sql(
            """
            INSERT INTO access.alarm_camera
              (alarm_id, camera_id, site_id, agency_id, pressed_by, pressed_at, until)
            VALUES (:alarm, :camera, :site, :agency, :by, :at, :until)
            """)
        .param("alarm", row.alarm().value())
        .param("camera", row.camera().value())
        .param("site", row.site().value())
        .param("agency", row.agency().value())
        .param("by", row.pressedBy().value())
        .param("at", utc(row.pressedAt()))
        .param("until", utc(row.until()))
        .update();
  }

  /// Those that are on, in the order of their cameras.
  List<Row> onOf(PersonId owner, Instant now) {
    return jdbc.sql(
            """
            SELECT * FROM access.alarm_camera
             WHERE pressed_by = :owner AND until > :now
             ORDER BY pressed_at, alarm_id, camera_id
            """)
        .param("owner", owner.value())
        .param("now", utc(now))
        .query(JdbcAlarms::toRow)
        .list();
  }

  /// Those that are on, the newest alarm first.
  List<Row> onOf(OrganisationId agency, Instant now) {
    return jdbc.sql(
            """
            SELECT * FROM access.alarm_camera
             WHERE agency_id = :agency AND until > :now
             ORDER BY pressed_at DESC, alarm_id, camera_id
            """)
        .param("agency", agency.value())
        .param("now", utc(now))
        .query(JdbcAlarms::toRow)
        .list();
  }

  Optional<Row> onAt(CameraId camera, Instant now) {
    return jdbc.sql(
            """
            SELECT * FROM access.alarm_camera
             WHERE camera_id = :camera AND until > :now
             ORDER BY pressed_at DESC
             LIMIT 1
            """)
        .param("camera", camera.value())
        .param("now", utc(now))
        .query(JdbcAlarms::toRow)
        .optional();
  }

  int pressedSince(PersonId owner, Instant then) {
    return jdbc.sql(
            """
            SELECT count(DISTINCT alarm_id) FROM access.alarm_camera
             WHERE pressed_by = :owner AND pressed_at > :then
            """)
        .param("owner", owner.value())
        .param("then", utc(then))
        .query(Integer.class)
        .single();
  }

  void end(AlarmId alarm, CameraId camera, Instant now) {
    jdbc.sql(
            """
            UPDATE access.alarm_camera SET until = least(until, :now)
             WHERE alarm_id = :alarm AND camera_id = :camera
            """)
        .param("alarm", alarm.value())
        .param("camera", camera.value())
        .param("now", utc(now))
        .update();
  }

  void forget(CameraId camera) {
    jdbc.sql("DELETE FROM access.alarm_camera WHERE camera_id = :camera")
        .param("camera", camera.value())
        .update();
  }

  int forgetBefore(Instant then) {
    return jdbc.sql("DELETE FROM access.alarm_camera WHERE until < :then")
        .param("then", utc(then))
        .update();
  }

  private static Row toRow(ResultSet row, int number) throws SQLException {
    return new Row(
        new AlarmId(row.getObject("alarm_id", UUID.class)),
        new CameraId(row.getObject("camera_id", UUID.class)),
        new SiteId(row.getObject("site_id", UUID.class)),
        new OrganisationId(row.getObject("agency_id", UUID.class)),
        new PersonId(row.getObject("pressed_by", UUID.class)),
        row.getObject("pressed_at", OffsetDateTime.class).toInstant(),
        row.getObject("until", OffsetDateTime.class).toInstant());
  }

  private static OffsetDateTime utc(Instant at) {
    return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
