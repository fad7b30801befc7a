package org.porchlight.access;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.porchlight.identity.PersonId;
import org.porchlight.incidents.IncidentId;
import org.porchlight.registry.CameraId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Which cameras were shown around which incident, and to whom the list was shown.
@Repository
class JdbcListed {

  private final JdbcClient jdbc;

  JdbcListed(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void looks(PersonId person, IncidentId incident, Instant at) {
    jdbc.sql(
            """
            INSERT INTO access.lookup (incident_id, person_id, at)
            VALUES (:incident, :person, :at)
            ON CONFLICT DO NOTHING
            """)
        .param("incident", incident.value())
        .param("person", person.value())
        .param("at", Timestamp.from(at))
        .update();
  }

  boolean hasLooked(PersonId person, IncidentId incident) {
    return jdbc.sql(
            """
            SELECT EXISTS (
              SELECT FROM access.lookup WHERE incident_id = :incident AND person_id = :person)
            """)
        .param("incident", incident.value())
        .param("person", person.value())
        .query(Boolean.class)
        .single();
  }

  /// The cameras that were shown around this incident, to anybody.
  Set<CameraId> around(IncidentId incident) {
    return jdbc.sql("SELECT camera_id FROM access.listed WHERE incident_id = :incident")
        .param("incident", incident.value())
        .query((row, _) -> new CameraId(row.getObject("camera_id", UUID.class)))
        .set();
  }

  /// Those of these cameras that nobody else has listed around this incident, also not at the same
  /// time.
  ///
  /// @param cameras in the order of their ids, so that two who list them do not wait for each other
  Set<CameraId> list(IncidentId incident, Collection<CameraId> cameras, Instant at) {
    return jdbc.sql(
            """
            INSERT INTO access.listed (incident_id, camera_id, at)
            SELECT :incident, camera_id, :at
              FROM unnest(:cameras) WITH ORDINALITY AS listed (camera_id, n)
             ORDER BY n
            ON CONFLICT DO NOTHING
            RETURNING camera_id
            """)
        .param("incident", incident.value())
        .param("cameras", cameras.stream().map(CameraId::value).toArray(UUID[]::new))
        .param("at", Timestamp.from(at))
        .query((row, _) -> new CameraId(row.getObject("camera_id", UUID.class)))
        .set();
  }

  void forget(CameraId camera) {
    jdbc.sql("DELETE FROM access.listed WHERE camera_id = :camera")
        .param("camera", camera.value())
        .update();
  }

  void forgetBefore(Instant limit) {
    jdbc.sql("DELETE FROM access.listed WHERE at < :limit")
        .param("limit", Timestamp.from(limit))
        .update();
    jdbc.sql("DELETE FROM access.lookup WHERE at < :limit")
        .param("limit", Timestamp.from(limit))
        .update();
  }
}
