package org.porchlight.incidents;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.kernel.Place;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcIncidents {

  /// An incident and the time stamp of the newest message that was applied to it.
  record Known(Incident incident, @Nullable Instant messageAt) {}

  private final JdbcClient jdbc;

  JdbcIncidents(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Waits for others who work on the same number, until the transaction ends: two first messages
  /// about one incident then do not both create it.
  void lockNumber(OrganisationId agency, String number) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('incident:' || :key, 0))")
        .param("key", agency + ":" + number)
        .query(_ -> {});
  }

  /// Waits until nobody else opens one for the same person.
  void lockOpener(PersonId person) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('incident-opener:' || :person, 0))")
        .param("person", person.toString())
        .query(_ -> {});
  }

  /// An operator's own incidents that no second person has confirmed.
  ///
  /// @param open those that are open, whenever they were opened
  /// @param inAll those that were opened since then, open or closed
  record Unconfirmed(int open, int inAll) {}

  Unconfirmed unconfirmedOf(PersonId operator, Instant since) {
    return jdbc.sql(
            """
            SELECT count(*) FILTER (WHERE closed_at IS NULL) AS open,
                   count(*) FILTER (WHERE opened_at > :since) AS in_all
              FROM incidents.incident
             WHERE opened_by = :operator AND source = 'OPERATOR' AND confirmed_by IS NULL
            """)
        .param("operator", operator.value())
        .param("since", Timestamp.from(since))
        .query((row, _) -> new Unconfirmed(row.getInt("open"), row.getInt("in_all")))
        .single();
  }

  String nextNumber() {
    return "P-" + jdbc.sql("SELECT nextval('incidents.own_number')").query(Long.class).single();
  }

  void add(Incident incident, @Nullable Instant messageAt) {
    bind(
            jdbc.sql(
                """
                INSERT INTO incidents.incident
                  (id, agency_id, number, kind, priority, latitude, longitude, address, source,
                   opened_at, closed_at, opened_by, confirmed_by, message_at, version)
                VALUES (:id, :agency, :number, :kind, :priority, :latitude, :longitude, :address,
                   :source, :openedAt, :closedAt, :openedBy, :confirmedBy, :messageAt, :version)
                """),
            incident,
            messageAt)
        .param("version", incident.version())
        .update();
  }

  /// Writes the new state over the version before it. Lock the row first.
  void replace(Incident incident, @Nullable Instant messageAt) {
    bind(
            jdbc.sql(
                """
                UPDATE incidents.incident
                   SET agency_id = :agency, number = :number, kind = :kind, priority = :priority,
                       latitude = :latitude, longitude = :longitude, address = :address,
                       source = :source, opened_at = :openedAt, closed_at = :closedAt,
                       opened_by = :openedBy, confirmed_by = :confirmedBy,
                       message_at = coalesce(:messageAt, message_at), version = version + 1
                 WHERE id = :id
                """),
            incident,
            messageAt)
        .update();
  }

  /// Remembers that a message was heard which changed nothing.
  void heard(IncidentId id, Instant messageAt) {
    jdbc.sql("UPDATE incidents.incident SET message_at = :messageAt WHERE id = :id")
        .param("id", id.value())
        .param("messageAt", Timestamp.from(messageAt))
        .update();
  }

  Optional<Incident> find(IncidentId id) {
    return jdbc.sql("SELECT * FROM incidents.incident WHERE id = :id")
        .param("id", id.value())
        .query(JdbcIncidents::toIncident)
        .optional();
  }

  Optional<Incident> findToChange(IncidentId id) {
    return jdbc.sql("SELECT * FROM incidents.incident WHERE id = :id FOR UPDATE")
        .param("id", id.value())
        .query(JdbcIncidents::toIncident)
        .optional();
  }

  Optional<Known> findToChange(OrganisationId agency, String number) {
    return jdbc.sql(
            """
            SELECT * FROM incidents.incident WHERE agency_id = :agency AND number = :number FOR UPDATE
            """)
        .param("agency", agency.value())
        .param("number", number)
        .query((row, n) -> new Known(toIncident(row, n), instant(row, "message_at")))
        .optional();
  }

  List<Incident> open() {
    return jdbc.sql(
            """
            SELECT *
              FROM incidents.incident
             WHERE closed_at IS NULL
             ORDER BY priority, opened_at DESC, id
             LIMIT 500
            """)
        .query(JdbcIncidents::toIncident)
        .list();
  }

  List<Incident> openOf(OrganisationId agency) {
    return jdbc.sql(
            """
            SELECT *
              FROM incidents.incident
             WHERE closed_at IS NULL AND agency_id = :agency
             ORDER BY priority, opened_at DESC, id
             LIMIT 500
            """)
        .param("agency", agency.value())
        .query(JdbcIncidents::toIncident)
        .list();
  }

  List<Incident> recentOf(OrganisationId agency, int limit) {
    return jdbc.sql(
            """
            SELECT *
              FROM incidents.incident
             WHERE agency_id = :agency
             ORDER BY opened_at DESC, id
             LIMIT :limit
            """)
        .param("agency", agency.value())
        .param("limit", limit)
        .query(JdbcIncidents::toIncident)
        .list();
  }

  private static JdbcClient.StatementSpec bind(
      JdbcClient.StatementSpec statement, Incident incident, @Nullable Instant messageAt) {
    return statement
        .param("id", incident.id().value())
        .param("agency", incident.agency().value())
        .param("number", incident.number())
        .param("kind", incident.kind())
        .param("priority", incident.priority())
        .param("latitude", incident.place().latitude())
        .param("longitude", incident.place().longitude())
        .param("address", incident.address())
        .param("source", incident.source().name())
        .param("openedAt", Timestamp.from(incident.openedAt()))
        .param(
            "closedAt",
            switch (incident.state()) {
              case State.Open _ -> null;
              case State.Closed(var at) -> OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
            },
            Types.TIMESTAMP_WITH_TIMEZONE)
        .param("openedBy", value(incident.openedBy()))
        .param("confirmedBy", value(incident.confirmedBy()))
        .param(
            "messageAt",
            messageAt == null ? null : OffsetDateTime.ofInstant(messageAt, ZoneOffset.UTC),
            Types.TIMESTAMP_WITH_TIMEZONE);
  }

  private static @Nullable UUID value(@Nullable PersonId id) {
    return id == null ? null : id.value();
  }

  private static Incident toIncident(ResultSet row, int number) throws SQLException {
    var closedAt = instant(row, "closed_at");
    return new Incident(
        new IncidentId(row.getObject("id", UUID.class)),
        new OrganisationId(row.getObject("agency_id", UUID.class)),
        row.getString("number"),
        row.getString("kind"),
        row.getInt("priority"),
        new Place(row.getDouble("latitude"), row.getDouble("longitude")),
        row.getString("address"),
        Source.valueOf(row.getString("source")),
        closedAt == null ? new State.Open() : new State.Closed(closedAt),
        row.getTimestamp("opened_at").toInstant(),
        person(row, "opened_by"),
        person(row, "confirmed_by"),
        row.getLong("version"));
  }

  private static @Nullable PersonId person(ResultSet row, String column) throws SQLException {
    var id = row.getObject(column, UUID.class);
    return id == null ? null : new PersonId(id);
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }
}
