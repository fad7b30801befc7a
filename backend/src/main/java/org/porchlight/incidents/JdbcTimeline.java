package org.porchlight.incidents;

import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.porchlight.identity.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JdbcTimeline {

  private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JsonMapper json;

  JdbcTimeline(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  void add(IncidentId incident, TimelineEntry entry, String once) {
    var who = entry.who();
    jdbc.sql(
            """
            INSERT INTO incidents.timeline (incident_id, at, kind, who, details, once)
            VALUES (:incident, :at, :kind, :who, :details::jsonb, :once)
            ON CONFLICT (incident_id, once) DO NOTHING
            """)
        .param("incident", incident.value())
        .param("at", Timestamp.from(entry.at()))
        .param("kind", entry.kind())
        .param("who", who == null ? null : who.value())
        .param("details", json.writeValueAsString(entry.details()))
        .param("once", once)
        .update();
  }

  List<TimelineEntry> of(IncidentId incident) {
    return jdbc.sql(
            """
            SELECT at, kind, who, details::text AS details
              FROM incidents.timeline
             WHERE incident_id = :incident
             ORDER BY at, id
             LIMIT 1000
            """)
        .param("incident", incident.value())
        .query((row, _) -> {
          var who = row.getObject("who", UUID.class);
          return new TimelineEntry(
              row.getTimestamp("at").toInstant(),
              row.getString("kind"),
              who == null ? null : new PersonId(who),
              json.readValue(row.getString("details"), DETAILS));
        })
        .list();
  }
}
