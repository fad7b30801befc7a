package org.porchlight.evidence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.incidents.IncidentId;
import org.porchlight.registry.CameraId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcRecordings {

  private final JdbcClient jdbc;

  /// What an agency wants recorded always.
  record Rule(CameraId camera, OrganisationId agency, int keepDays) {}

  /// Who began a recording, and why; a rule has neither.
  record Starter(PersonId person, String purpose) {}

  /// What a recording is made of.
  record Sum(int segments, long bytes, Instant to) {}

  JdbcRecordings(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void putRule(Rule rule, PersonId by, Instant now) {
    jdbc.sql(
            """
            INSERT INTO evidence.recording_rule (camera_id, agency_id, keep_days, set_by, set_at)
            VALUES (:camera, :agency, :days, :by, :now)
            ON CONFLICT (camera_id) DO UPDATE
              SET agency_id = :agency, keep_days = :days, set_by = :by, set_at = :now
            """)
        .param("camera", rule.camera().value())
        .param("agency", rule.agency().value())
        .param("days", rule.keepDays())
        .param("by", by.value())
        .param("now", utc(now))
        .update();
  }

  boolean removeRule(CameraId camera) {
    return jdbc.sql("DELETE FROM evidence.recording_rule WHERE camera_id = :camera")
            .param("camera", camera.value())
            .update()
        == 1;
  }

  List<Rule> rules() {
    return jdbc.sql("SELECT * FROM evidence.recording_rule ORDER BY camera_id")
        .query(JdbcRecordings::toRule)
        .list();
  }

  Optional<Rule> rule(CameraId camera) {
    return jdbc.sql("SELECT * FROM evidence.recording_rule WHERE camera_id = :camera")
        .param("camera", camera.value())
        .query(JdbcRecordings::toRule)
        .optional();
  }

  /// Writes down that it begins.
  ///
  /// @return false if the camera is recorded already
  boolean begin(Recording recording, @Nullable Starter starter, UUID spool) {
    var incident = recording.incident();
    return jdbc.sql(
                """
                INSERT INTO evidence.recording
                  (id, camera_id, agency_id, class, incident_id, purpose, permit_id, started_by,
                   started_at, keep_days, spool)
                VALUES
                  (:id, :camera, :agency, :class, :incident, :purpose, :permit, :by, :at, :days,
                   :spool)
                ON CONFLICT (camera_id) WHERE ended_at IS NULL DO NOTHING
                """)
            .param("id", recording.id())
            .param("camera", recording.camera().value())
            .param("agency", recording.agency().value())
            .param("class", incident == null ? "BY_RULE" : "FOR_INCIDENT")
            .param("incident", incident == null ? null : incident.value())
            .param("purpose", starter == null ? null : starter.purpose())
            .param("permit", recording.permit())
            .param("by", starter == null ? null : starter.person().value())
            .param("at", utc(recording.startedAt()))
            .param("days", recording.keepDays())
            .param("spool", spool)
            .update()
        == 1;
  }

  /// Writes down that it ends.
  ///
  /// @return false if it had ended already
  boolean end(UUID recording, Instant at, String reason) {
    return jdbc.sql(
                """
                UPDATE evidence.recording
                   SET ended_at = greatest(started_at, :at), end_reason = :reason
                 WHERE id = :id AND ended_at IS NULL
                """)
            .param("id", recording)
            .param("at", utc(at))
            .param("reason", reason)
            .update()
        == 1;
  }

  /// Those that go on, or were left open by a program that died.
  List<Recording> open(UUID spool) {
    return jdbc.sql(
            """
            SELECT * FROM evidence.recording
             WHERE spool = :spool AND ended_at IS NULL ORDER BY started_at
            """)
        .param("spool", spool)
        .query(JdbcRecordings::toRecording)
        .list();
  }

  /// The newest of each camera, if it ended since then for this reason.
  List<Recording> endedBy(UUID spool, String reason, Instant since) {
    return jdbc.sql(
            """
            SELECT * FROM (
              SELECT DISTINCT ON (camera_id) *
                FROM evidence.recording
               WHERE spool = :spool
               ORDER BY camera_id, started_at DESC) newest
             WHERE end_reason = :reason AND ended_at >= :since
            """)
        .param("spool", spool)
        .param("reason", reason)
        .param("since", utc(since))
        .query(JdbcRecordings::toRecording)
        .list();
  }

  Optional<Recording> open(CameraId camera) {
    return jdbc.sql(
            "SELECT * FROM evidence.recording WHERE camera_id = :camera AND ended_at IS NULL")
        .param("camera", camera.value())
        .query(JdbcRecordings::toRecording)
        .optional();
  }

  /// The newest of a camera that began before then.
  Optional<Recording> newest(CameraId camera, Instant before) {
    return jdbc.sql(
            """
            SELECT * FROM evidence.recording
             WHERE camera_id = :camera AND started_at <= :before
             ORDER BY started_at DESC
             LIMIT 1
            """)
        .param("camera", camera.value())
        .param("before", utc(before))
        .query(JdbcRecordings::toRecording)
        .optional();
  }

  Optional<Recording> find(UUID recording) {
    return jdbc.sql("SELECT * FROM evidence.recording WHERE id = :id")
        .param("id", recording)
        .query(JdbcRecordings::toRecording)
        .optional();
  }

  Optional<Starter> starter(UUID recording) {
    return jdbc.sql(
            """
            SELECT started_by, purpose FROM evidence.recording
             WHERE id = :id AND started_by IS NOT NULL AND purpose IS NOT NULL
            """)
        .param("id", recording)
        .query((row, _) ->
            new Starter(
                new PersonId(row.getObject("started_by", UUID.class)), row.getString("purpose")))
        .optional();
  }

  Optional<Sum> sum(UUID recording) {
    return jdbc.sql(
            """
            SELECT count(*) AS segments, sum(bytes) AS bytes, max(footage_to) AS footage_to
              FROM evidence.segment
             WHERE recording_id = :id
            HAVING count(*) > 0
            """)
        .param("id", recording)
        .query((row, _) ->
            new Sum(row.getInt("segments"), row.getLong("bytes"), instant(row, "footage_to")))
        .optional();
  }

  /// What is kept of a deleted camera is kept no longer.
  void forget(CameraId camera) {
    jdbc.sql("UPDATE evidence.recording SET keep_days = 0 WHERE camera_id = :camera")
        .param("camera", camera.value())
        .update();
  }

  private static Rule toRule(ResultSet row, int number) throws SQLException {
    return new Rule(
        new CameraId(row.getObject("camera_id", UUID.class)),
        new OrganisationId(row.getObject("agency_id", UUID.class)),
        row.getInt("keep_days"));
  }

  private static Recording toRecording(ResultSet row, int number) throws SQLException {
    var incident = row.getObject("incident_id", UUID.class);
    return new Recording(
        row.getObject("id", UUID.class),
        new CameraId(row.getObject("camera_id", UUID.class)),
        new OrganisationId(row.getObject("agency_id", UUID.class)),
        incident == null ? null : new IncidentId(incident),
        row.getObject("permit_id", UUID.class),
        instant(row, "started_at"),
        row.getInt("keep_days"),
        row.getObject("ended_at") == null ? null : instant(row, "ended_at"),
        row.getString("end_reason"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static OffsetDateTime utc(Instant at) {
    return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
