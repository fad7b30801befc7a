package org.porchlight.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.incidents.IncidentId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcOpenLooks {

  private final JdbcClient jdbc;

  /// A look that a program left open when it died.
  record Orphan(
      UUID id,
      Use use,
      UUID permit,
      UUID camera,
      UUID person,
      UUID organisation,
      @Nullable UUID incident,
      String purpose,
      Instant openedAt,
      Instant seenAt,
      long bytes) {}

  JdbcOpenLooks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(UUID id, Permit permit, Instant now) {
    jdbc.sql(
            """
            INSERT INTO access.open_look
              (id, use_of, permit_id, camera_id, person_id, organisation_id, incident_id, purpose,
               opened_at, seen_at)
            VALUES
              (:id, :use, :permit, :camera, :person, :organisation, :incident, :purpose, :now, :now)
            """)
        .param("id", id)
        .param("use", permit.use().name())
        .param("permit", permit.id())
        .param("camera", permit.camera().value())
        .param("person", permit.who().person().value())
        .param("organisation", permit.who().organisation().value())
        .param("incident", permit.incident().map(IncidentId::value).orElse(null))
        .param("purpose", permit.purpose().code())
        .param("now", utc(now))
        .update();
  }

  void seen(UUID id, long bytes, Instant now) {
    jdbc.sql("UPDATE access.open_look SET seen_at = :now, bytes = :bytes WHERE id = :id")
        .param("id", id)
        .param("bytes", bytes)
        .param("now", utc(now))
        .update();
  }

  /// Takes the row away; whoever does, writes the closing record.
  ///
  /// @return false if somebody else did
  boolean remove(UUID id) {
    return jdbc.sql("DELETE FROM access.open_look WHERE id = :id").param("id", id).update() == 1;
  }

  /// Looks that nobody has seen to since then.
  List<Orphan> unseenSince(Instant then, int limit) {
    return jdbc.sql(
            """
            SELECT * FROM access.open_look WHERE seen_at < :then ORDER BY opened_at LIMIT :limit
            """)
        .param("then", utc(then))
        .param("limit", limit)
        .query(JdbcOpenLooks::toOrphan)
        .list();
  }

  Set<UUID> permits() {
    return Set.copyOf(
        jdbc.sql("SELECT permit_id FROM access.open_look")
            .query((row, _) -> row.getObject("permit_id", UUID.class))
            .list());
  }

  private static Orphan toOrphan(ResultSet row, int number) throws SQLException {
    return new Orphan(
        row.getObject("id", UUID.class),
        Use.valueOf(row.getString("use_of")),
        row.getObject("permit_id", UUID.class),
        row.getObject("camera_id", UUID.class),
        row.getObject("person_id", UUID.class),
        row.getObject("organisation_id", UUID.class),
        row.getObject("incident_id", UUID.class),
        row.getString("purpose"),
        row.getObject("opened_at", OffsetDateTime.class).toInstant(),
        row.getObject("seen_at", OffsetDateTime.class).toInstant(),
        row.getLong("bytes"));
  }

  private static OffsetDateTime utc(Instant at) {
    return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
