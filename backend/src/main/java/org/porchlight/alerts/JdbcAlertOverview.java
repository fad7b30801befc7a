package org.porchlight.alerts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.incidents.IncidentId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcAlertOverview {

  private static final String LINE =
      """
      SELECT a.*, n.asked, n.received, n.declined
        FROM alerts.alert a
        CROSS JOIN LATERAL (
          SELECT count(*) AS asked,
                 count(*) FILTER (WHERE o.state <> 'OFFERED' AND o.state <> 'WITHDRAWN')
                   AS received,
                 count(*) FILTER (WHERE o.state = 'DECLINED') AS declined
            FROM alerts.offer o
           WHERE o.alert_id = a.id AND o.round = a.round) n
      """;

  private final JdbcClient jdbc;

  JdbcAlertOverview(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<AlertLine> open(OrganisationId agency, int limit) {
    return jdbc.sql(
            LINE
                + """
                 WHERE a.agency_id = :agency AND a.state <> 'CLOSED'
                 ORDER BY a.raised_at DESC
                 LIMIT :limit
                """)
        .param("agency", agency.value())
        .param("limit", limit)
        .query(JdbcAlertOverview::toLine)
        .list();
  }

  List<AlertLine> page(OrganisationId agency, Instant before, int limit) {
    return jdbc.sql(
            LINE
                + """
                 WHERE a.agency_id = :agency AND a.raised_at < :before
                 ORDER BY a.raised_at DESC, a.id
                 LIMIT :limit
                """)
        .param("agency", agency.value())
        .param("before", Timestamp.from(before))
        .param("limit", limit)
        .query(JdbcAlertOverview::toLine)
        .list();
  }

  List<AlertLine> ofIncident(OrganisationId agency, IncidentId incident) {
    return jdbc.sql(
            LINE
                + """
                 WHERE a.agency_id = :agency AND a.incident_id = :incident
                 ORDER BY a.raised_at DESC
                 LIMIT 200
                """)
        .param("agency", agency.value())
        .param("incident", incident.value())
        .query(JdbcAlertOverview::toLine)
        .list();
  }

  Optional<AlertLine> find(OrganisationId agency, AlertId id) {
    return jdbc.sql(LINE + " WHERE a.agency_id = :agency AND a.id = :id")
        .param("agency", agency.value())
        .param("id", id.value())
        .query(JdbcAlertOverview::toLine)
        .optional();
  }

  List<OfferLine> offers(OrganisationId agency, AlertId id) {
    return jdbc.sql(
            """
            SELECT o.*
              FROM alerts.offer o
              JOIN alerts.alert a ON a.id = o.alert_id
             WHERE o.alert_id = :id AND a.agency_id = :agency
             ORDER BY o.round, o.ring, o.metres NULLS LAST
             LIMIT 500
            """)
        .param("agency", agency.value())
        .param("id", id.value())
        .query(JdbcAlertOverview::toOffer)
        .list();
  }

  private static AlertLine toLine(ResultSet row, int rowNumber) throws SQLException {
    var alert = JdbcAlerts.toAlert(row, rowNumber);
    return new AlertLine(
        alert.id(),
        alert.kind(),
        alert.severity(),
        alert.place(),
        alert.text(),
        alert.incident(),
        alert.clip(),
        alert.state(),
        alert.raisedAt(),
        alert.officer(),
        row.getInt("asked"),
        row.getInt("received"),
        row.getInt("declined"));
  }

  private static OfferLine toOffer(ResultSet row, int rowNumber) throws SQLException {
    var pushed = row.getTimestamp("pushed_at");
    return new OfferLine(
        new PersonId(row.getObject("officer_id", UUID.class)),
        row.getInt("ring"),
        row.getObject("metres", Double.class),
        row.getTimestamp("offered_at").toInstant(),
        pushed == null ? null : pushed.toInstant(),
        JdbcAlerts.offerState(
            row.getString("state"),
            row.getTimestamp("state_at").toInstant(),
            row.getString("reason")));
  }
}
