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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcOverrides {

  private final JdbcClient jdbc;

  record Row(
      OverrideId id,
      CameraId camera,
      PersonId person,
      OrganisationId agency,
      String purpose,
      String reason,
      Instant askedAt,
      Instant until,
      Instant reviewDue) {}

  JdbcOverrides(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Row row) {
    jdbc.sql(
            """
            INSERT INTO access.override
              (id, camera_id, person_id, agency_id, purpose, reason, asked_at, until, review_due)
            VALUES (:id, :camera, :person, :agency, :purpose, :reason, :at, :until, :due)
            """)
        .param("id", row.id().value())
        .param("camera", row.camera().value())
        .param("person", row.person().value())
        .param("agency", row.agency().value())
        .param("purpose", row.purpose())
        .param("reason", row.reason())
        .param("at", utc(row.askedAt()))
        .param("until", utc(row.until()))
        .param("due", utc(row.reviewDue()))
        .update();
  }

  /// Whether one of this person waits too long for its review, or was found unjustified since then.
  boolean suspended(PersonId person, Instant now, Instant since) {
    return jdbc.sql(
            """
            SELECT EXISTS (
              SELECT FROM access.override
               WHERE person_id = :person
                 AND (reviewed_at IS NULL AND review_due <= :now
                   OR NOT justified AND reviewed_at > :since))
            """)
        .param("person", person.value())
        .param("now", utc(now))
        .param("since", utc(since))
        .query(Boolean.class)
        .single();
  }

  List<Row> toReview(OrganisationId agency, int limit) {
    return jdbc.sql(
            """
            SELECT * FROM access.override
             WHERE agency_id = :agency AND reviewed_at IS NULL
             ORDER BY asked_at
             LIMIT :limit
            """)
        .param("agency", agency.value())
        .param("limit", limit)
        .query(JdbcOverrides::toRow)
        .list();
  }

  /// Those of no agency in particular that should have been reviewed by now, and that nobody has
  /// written down yet.
  List<Row> missed(Instant now, int limit) {
    return jdbc.sql(
            """
            SELECT * FROM access.override
             WHERE reviewed_at IS NULL AND missed_at IS NULL AND review_due <= :now
             ORDER BY camera_id, asked_at
             LIMIT :limit
            """)
        .param("now", utc(now))
        .param("limit", limit)
        .query(JdbcOverrides::toRow)
        .list();
  }

  /// Writes down once that it was missed.
  boolean miss(OverrideId id, Instant now) {
    return jdbc.sql(
                """
                UPDATE access.override SET missed_at = :now
                 WHERE id = :id AND missed_at IS NULL AND reviewed_at IS NULL
                """)
            .param("id", id.value())
            .param("now", utc(now))
            .update()
        == 1;
  }

  Optional<Row> find(OverrideId id) {
    return jdbc.sql("SELECT * FROM access.override WHERE id = :id")
        .param("id", id.value())
        .query(JdbcOverrides::toRow)
        .optional();
  }

  /// Only the first review counts.
  boolean review(OverrideId id, PersonId by, boolean justified, Instant now) {
    return jdbc.sql(
                """
                UPDATE access.override
                   SET reviewed_by = :by, reviewed_at = :now, justified = :justified
                 WHERE id = :id AND reviewed_at IS NULL
                """)
            .param("id", id.value())
            .param("by", by.value())
            .param("now", utc(now))
            .param("justified", justified)
            .update()
        == 1;
  }

  OverrideCounts counts(Instant now) {
    return jdbc.sql(
            """
            SELECT count(*) AS asked,
                   count(*) FILTER (WHERE coalesce(reviewed_at, :now) >= review_due) AS unreviewed,
                   count(*) FILTER (WHERE NOT justified) AS unjustified
              FROM access.override
            """)
        .param("now", utc(now))
        .query((row, _) ->
            new OverrideCounts(
                row.getLong("asked"), row.getLong("unreviewed"), row.getLong("unjustified")))
        .single();
  }

  private static Row toRow(ResultSet row, int number) throws SQLException {
    return new Row(
        new OverrideId(row.getObject("id", UUID.class)),
        new CameraId(row.getObject("camera_id", UUID.class)),
        new PersonId(row.getObject("person_id", UUID.class)),
        new OrganisationId(row.getObject("agency_id", UUID.class)),
        row.getString("purpose"),
        row.getString("reason"),
        row.getObject("asked_at", OffsetDateTime.class).toInstant(),
        row.getObject("until", OffsetDateTime.class).toInstant(),
        row.getObject("review_due", OffsetDateTime.class).toInstant());
  }

  private static OffsetDateTime utc(Instant at) {
    return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
