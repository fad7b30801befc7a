package org.porchlight.consent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.porchlight.identity.PersonId;
import org.porchlight.registry.CameraId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcConsents {

  private final JdbcClient jdbc;

  JdbcConsents(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// The consent in force, and a lock on the camera's versions until the transaction ends: the next
  /// version then has no rival.
  Optional<Consent> currentToChange(CameraId camera) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('consent.version:' || :camera, 0))")
        .param("camera", camera.toString())
        .query(_ -> {});
    return current(camera);
  }

  /// Adds versions that differ in nothing but the camera.
  void addAll(List<Consent> consents) {
    var consent = consents.getFirst();
    var terms = consent.terms();
    jdbc.sql(
            """
            INSERT INTO consent.version
              (camera_id, version, level, radius_metres, lowest_priority, audio, pre_event_seconds,
               schedule, text_version, language, text_hash, switched_off, given_by, at)
            SELECT camera_id, :version, :level, :radius, :priority, :audio, :preEvent, :schedule,
               :textVersion, :language, :textHash, :off, :by, :at
              FROM unnest(:cameras) AS c (camera_id)
            """)
        .param("cameras", consents.stream().map(one -> one.camera().value()).toArray(UUID[]::new))
        .param("version", consent.version())
        .param("level", terms.level().name())
        .param("radius", terms.radiusMetres())
        .param("priority", terms.lowestPriority())
        .param("audio", terms.audio())
        .param("preEvent", terms.preEventSeconds())
        .param("schedule", terms.schedule().text())
        .param("textVersion", terms.textVersion())
        .param("language", terms.language())
        .param("textHash", consent.textHash())
        .param("off", consent.off())
        .param("by", consent.givenBy().value())
        .param("at", Timestamp.from(consent.at()))
        .update();
  }

  Optional<Consent> current(CameraId camera) {
    return jdbc.sql(
            """
            SELECT *
              FROM consent.version
             WHERE camera_id = :camera
             ORDER BY version DESC
             LIMIT 1
            """)
        .param("camera", camera.value())
        .query(JdbcConsents::toConsent)
        .optional();
  }

  List<Consent> currentOf(Collection<CameraId> cameras) {
    return jdbc.sql(
            """
            SELECT v.*
              FROM unnest(:cameras) AS asked(camera_id)
              CROSS JOIN LATERAL (
                SELECT *
                  FROM consent.version
                 WHERE camera_id = asked.camera_id
                 ORDER BY version DESC
                 LIMIT 1) v
            """)
        .param("cameras", cameras.stream().map(CameraId::value).toArray(UUID[]::new))
        .query(JdbcConsents::toConsent)
        .list();
  }

  List<Consent> pulledUnasked() {
    return jdbc.sql(
            """
            SELECT v.*
              FROM consent.version v
             WHERE NOT v.switched_off
               AND (v.level = 'ALWAYS'
                 OR v.level = 'DURING_INCIDENTS' AND v.pre_event_seconds > 0)
               AND NOT EXISTS (
                 SELECT
                   FROM consent.version newer
                  WHERE newer.camera_id = v.camera_id AND newer.version > v.version)
            """)
        .query(JdbcConsents::toConsent)
        .list();
  }

  List<Consent> history(CameraId camera) {
    return jdbc.sql("SELECT * FROM consent.version WHERE camera_id = :camera ORDER BY version DESC")
        .param("camera", camera.value())
        .query(JdbcConsents::toConsent)
        .list();
  }

  private static Consent toConsent(ResultSet row, int number) throws SQLException {
    return new Consent(
        new CameraId(row.getObject("camera_id", UUID.class)),
        row.getInt("version"),
        new Terms(
            Level.valueOf(row.getString("level")),
            row.getInt("radius_metres"),
            row.getInt("lowest_priority"),
            row.getBoolean("audio"),
            row.getInt("pre_event_seconds"),
            WeeklySchedule.of(row.getString("schedule")),
            row.getString("text_version"),
            row.getString("language")),
        row.getBoolean("switched_off"),
        new PersonId(row.getObject("given_by", UUID.class)),
        row.getTimestamp("at").toInstant(),
        row.getString("text_hash"));
  }
}
