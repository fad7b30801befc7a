package org.porchlight.alerts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.porchlight.evidence.ClipId;
import org.porchlight.identity.Actor;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.incidents.IncidentId;
import org.porchlight.kernel.Place;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcAlerts {

  private static final String ALERT =
      """
      SELECT a.id, a.agency_id, a.kind, a.severity, a.latitude, a.longitude, a.note,
             a.incident_id, a.clip_id, a.raised_at, a.state, a.state_at, a.officer_id, a.outcome, a.round, a.ring, a.round_at,
             a.version
      """;

  private static final String OFFER =
      ALERT.stripTrailing()
          + """
          ,
                 o.officer_id AS o_officer, o.round AS o_round, o.offered_at, o.state AS o_state,
                 o.state_at AS o_state_at, o.reason, o.version AS o_version
            FROM alerts.offer o
            JOIN alerts.alert a ON a.id = o.alert_id
           WHERE o.officer_id = :officer
             AND o.round = (SELECT max(l.round) FROM alerts.offer l
                             WHERE l.alert_id = o.alert_id AND l.officer_id = :officer)
          """;

  private final JdbcClient jdbc;

  JdbcAlerts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  // ---- alerts

  void add(AlertId id, NewAlert alert, Actor raisedBy, AlertState state) {
    add(id, alert, raisedBy.organisation(), raisedBy.person(), state);
  }

  void add(AlertId id, NewAlert alert, OrganisationId agency, PersonId raisedBy, AlertState state) {
    jdbc.sql(
            """
            INSERT INTO alerts.alert
              (id, agency_id, kind, severity, latitude, longitude, note, incident_id, clip_id,
               raised_by, raised_at, state, state_at, round_at)
            VALUES
              (:id, :agency, :kind, :severity, :latitude, :longitude, :note, :incident, :clip,
               :raisedBy, :at, :state, :at, :at)
            """)
        .param("id", id.value())
        .param("kind", alert.kind().name())
        .param("severity", alert.severity().name())
        .param("latitude", alert.place().latitude())
        .param("longitude", alert.place().longitude())
        .param("note", alert.text())
        .param("incident", alert.incident() == null ? null : alert.incident().value())
        .param("clip", alert.clip() == null ? null : alert.clip().value())
        .param("agency", agency.value())
        .param("raisedBy", raisedBy.value())
        .param("at", Timestamp.from(state.at()))
        .param("state", state.name())
        .update();
  }

  Optional<AlertRow> find(AlertId id) {
    return jdbc.sql(ALERT + " FROM alerts.alert a WHERE a.id = :id")
        .param("id", id.value())
        .query(JdbcAlerts::toAlert)
        .optional();
  }

  /// Finds the alert and keeps everybody else from changing it until the transaction ends.
  Optional<AlertRow> lock(AlertId id) {
    return jdbc.sql(ALERT + " FROM alerts.alert a WHERE a.id = :id FOR UPDATE")
        .param("id", id.value())
        .query(JdbcAlerts::toAlert)
        .optional();
  }

  /// Alerts whose ring had its time, or has nobody left who could accept.
  List<AlertId> dueForNextStep(Instant now, int limit) {
    return jdbc.sql(
            """
            SELECT a.id
              FROM alerts.alert a
             WHERE a.state = 'OFFERED'
               AND (a.next_step_at <= :now
                    OR NOT EXISTS (
                      SELECT FROM alerts.offer o
                       WHERE o.alert_id = a.id AND o.round = a.round
                         AND o.state IN ('OFFERED', 'DELIVERED', 'SEEN')))
             ORDER BY a.next_step_at
             LIMIT :limit
            """)
        .param("now", Timestamp.from(now))
        .param("limit", limit)
        .query((row, _) -> new AlertId(row.getObject("id", UUID.class)))
        .list();
  }

  void toRing(AlertId id, int ring, Instant now, Instant nextStepAt) {
    jdbc.sql(
            """
            UPDATE alerts.alert
               SET state = 'OFFERED', state_at = :now, ring = :ring, next_step_at = :next
             WHERE id = :id
            """)
        .param("now", Timestamp.from(now))
        .param("ring", ring)
        .param("next", Timestamp.from(nextStepAt))
        .param("id", id.value())
        .update();
  }

  void escalate(AlertId id, Instant now) {
    jdbc.sql(
            """
            UPDATE alerts.alert
               SET state = 'ESCALATED', state_at = :now, next_step_at = NULL
             WHERE id = :id
            """)
        .param("now", Timestamp.from(now))
        .param("id", id.value())
        .update();
  }

  void newRound(AlertId id, Instant now) {
    jdbc.sql(
            """
            UPDATE alerts.alert
               SET round = round + 1, ring = 0, round_at = :now, version = version + 1
             WHERE id = :id
            """)
        .param("now", Timestamp.from(now))
        .param("id", id.value())
        .update();
  }

  /// The old state in the WHERE clause decides who wins: of two officers who accept at once, one
  /// finds the alert gone.
  boolean accept(AlertId id, PersonId officer, Instant now) {
    return jdbc.sql(
                """
                UPDATE alerts.alert
                   SET state = 'ACCEPTED', state_at = :now, officer_id = :officer,
                       next_step_at = NULL, version = version + 1
                 WHERE id = :id AND state IN ('OFFERED', 'ESCALATED')
                """)
            .param("now", Timestamp.from(now))
            .param("officer", officer.value())
            .param("id", id.value())
            .update()
        > 0;
  }

  boolean progress(AlertId id, PersonId officer, Collection<String> from, String to, Instant now) {
    return jdbc.sql(
                """
                UPDATE alerts.alert
                   SET state = :to, state_at = :now, version = version + 1
                 WHERE id = :id AND officer_id = :officer AND state IN (:from)
                """)
            .param("to", to)
            .param("now", Timestamp.from(now))
            .param("id", id.value())
            .param("officer", officer.value())
            .param("from", from)
            .update()
        > 0;
  }

  boolean close(AlertId id, AlertOutcome outcome, Instant now) {
    return jdbc.sql(
                """
                UPDATE alerts.alert
                   SET state = 'CLOSED', state_at = :now, outcome = :outcome, next_step_at = NULL,
                       version = version + 1
                 WHERE id = :id AND state <> 'CLOSED'
                """)
            .param("now", Timestamp.from(now))
            .param("outcome", outcome.name())
            .param("id", id.value())
            .update()
        > 0;
  }

  // ---- offers

  void offer(AlertRow alert, int ring, PersonId officer, @Nullable Double metres, Instant now) {
    jdbc.sql(
            """
            INSERT INTO alerts.offer
              (alert_id, round, officer_id, ring, metres, offered_at, state, state_at)
            VALUES (:alert, :round, :officer, :ring, :metres, :now, 'OFFERED', :now)
            """)
        .param("alert", alert.id().value())
        .param("round", alert.round())
        .param("officer", officer.value())
        .param("ring", ring)
        .param("metres", metres)
        .param("now", Timestamp.from(now))
        .update();
  }

  Set<PersonId> asked(AlertRow alert) {
    return jdbc
        .sql("SELECT officer_id FROM alerts.offer WHERE alert_id = :alert AND round = :round")
        .param("alert", alert.id().value())
        .param("round", alert.round())
        .query((row, _) -> new PersonId(row.getObject("officer_id", UUID.class)))
        .list()
        .stream()
        .collect(Collectors.toUnmodifiableSet());
  }

  Optional<OfferRow> find(AlertId id, PersonId officer) {
    return jdbc.sql(OFFER + " AND o.alert_id = :id")
        .param("officer", officer.value())
        .param("id", id.value())
        .query(JdbcAlerts::toOffer)
        .optional();
  }

  /// An officer's alerts that come after this one in the list, which is the newest first.
  List<OfferRow> page(PersonId officer, Instant before, UUID beforeId, int limit) {
    return jdbc.sql(
            OFFER
                + """
                   AND (a.raised_at, a.id) < (:before, :beforeId)
                 ORDER BY a.raised_at DESC, a.id DESC
                 LIMIT :limit
                """)
        .param("officer", officer.value())
        .param("before", Timestamp.from(before))
        .param("beforeId", beforeId)
        .param("limit", limit)
        .query(JdbcAlerts::toOffer)
        .list();
  }

  /// A receipt never goes backwards, and is no news to the officer: the version stays.
  boolean receipt(OfferRow offer, String to, Collection<String> from, Instant now) {
    return jdbc.sql(
                """
                UPDATE alerts.offer SET state = :to, state_at = :now
                 WHERE alert_id = :alert AND round = :round AND officer_id = :officer
                   AND state IN (:from)
                """)
            .param("to", to)
            .param("now", Timestamp.from(now))
            .param("alert", offer.alert().id().value())
            .param("round", offer.round())
            .param("officer", offer.officer().value())
            .param("from", from)
            .update()
        > 0;
  }

  boolean answer(OfferRow offer, String to, @Nullable DeclineReason reason, Instant now) {
    return jdbc.sql(
                """
                UPDATE alerts.offer
                   SET state = :to, state_at = :now, reason = :reason, version = version + 1
                 WHERE alert_id = :alert AND round = :round AND officer_id = :officer
                   AND state IN ('OFFERED', 'DELIVERED', 'SEEN')
                """)
            .param("to", to)
            .param("now", Timestamp.from(now))
            .param("reason", reason == null ? null : reason.name())
            .param("alert", offer.alert().id().value())
            .param("round", offer.round())
            .param("officer", offer.officer().value())
            .update()
        > 0;
  }

  /// Takes back what is still open.
  ///
  /// @return who need not go any more
  List<PersonId> withdrawOpen(AlertId id, @Nullable PersonId except, Instant now) {
    return jdbc
        .sql(
            """
            UPDATE alerts.offer
               SET state = 'WITHDRAWN', state_at = :now, version = version + 1
             WHERE alert_id = :alert AND state IN ('OFFERED', 'DELIVERED', 'SEEN')
               AND (CAST(:except AS uuid) IS NULL OR officer_id <> CAST(:except AS uuid))
            RETURNING officer_id
            """)
        .param("now", Timestamp.from(now))
        .param("alert", id.value())
        .param("except", except == null ? null : except.value())
        .query((row, _) -> new PersonId(row.getObject("officer_id", UUID.class)))
        .list()
        .stream()
        .distinct()
        .toList();
  }

  List<AlertId> openOffersOf(PersonId officer, AlertId except) {
    return jdbc.sql(
            """
            SELECT DISTINCT alert_id FROM alerts.offer
             WHERE officer_id = :officer AND alert_id <> :except
               AND state IN ('OFFERED', 'DELIVERED', 'SEEN')
            """)
        .param("officer", officer.value())
        .param("except", except.value())
        .query((row, _) -> new AlertId(row.getObject("alert_id", UUID.class)))
        .list();
  }

  record Late(AlertId alert, PersonId officer) {}

  /// Marks offers that no phone has confirmed in time, and returns them; each is returned once.
  List<Late> takeLate(Instant offeredBefore, Instant now) {
    return jdbc.sql(
            """
            UPDATE alerts.offer o
               SET second_channel_at = :now
              FROM alerts.alert a
             WHERE a.id = o.alert_id AND a.state IN ('OFFERED', 'ESCALATED')
               AND o.state = 'OFFERED' AND o.second_channel_at IS NULL
               AND o.offered_at <= :before
            RETURNING o.alert_id, o.officer_id
            """)
        .param("now", Timestamp.from(now))
        .param("before", Timestamp.from(offeredBefore))
        .query((row, _) ->
            new Late(
                new AlertId(row.getObject("alert_id", UUID.class)),
                new PersonId(row.getObject("officer_id", UUID.class))))
        .list();
  }

  void pushed(OfferRow offer, Instant at) {
    jdbc.sql(
            """
            UPDATE alerts.offer SET pushed_at = :at
             WHERE alert_id = :alert AND round = :round AND officer_id = :officer
               AND pushed_at IS NULL
            """)
        .param("at", Timestamp.from(at))
        .param("alert", offer.alert().id().value())
        .param("round", offer.round())
        .param("officer", offer.officer().value())
        .update();
  }

  // ---- event stream

  /// Must be the last thing that a transaction writes: everybody who writes here waits for the one
  /// before, and whoever held another lock as well could wait for ever.
  void tell(Collection<PersonId> officers, AlertId id, AlertChange.What what, Instant now) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('alerts.change'))").query(_ -> {});
    for (var officer : officers) {
      jdbc.sql(
              """
              INSERT INTO alerts.change (officer_id, alert_id, what, at)
              VALUES (:officer, :alert, :what, :at)
              """)
          .param("officer", officer.value())
          .param("alert", id.value())
          .param("what", what.name())
          .param("at", Timestamp.from(now))
          .update();
    }
  }

  List<AlertChange> changes(PersonId officer, long after, int limit) {
    return jdbc.sql(
            """
            SELECT position, alert_id, what, at FROM alerts.change
             WHERE officer_id = :officer AND position > :after
             ORDER BY position
             LIMIT :limit
            """)
        .param("officer", officer.value())
        .param("after", after)
        .param("limit", limit)
        .query((row, _) ->
            new AlertChange(
                row.getLong("position"),
                new AlertId(row.getObject("alert_id", UUID.class)),
                AlertChange.What.valueOf(row.getString("what")),
                row.getTimestamp("at").toInstant()))
        .list();
  }

  long position(PersonId officer) {
    return jdbc.sql(
            "SELECT coalesce(max(position), 0) FROM alerts.change WHERE officer_id = :officer")
        .param("officer", officer.value())
        .query(Long.class)
        .single();
  }

  int forgetChanges(Instant before) {
    return jdbc.sql("DELETE FROM alerts.change WHERE at < :before")
        .param("before", Timestamp.from(before))
        .update();
  }

  // ---- rows

  static AlertRow toAlert(ResultSet row, int rowNumber) throws SQLException {
    var officer = row.getObject("officer_id", UUID.class);
    var incident = row.getObject("incident_id", UUID.class);
    var clip = row.getObject("clip_id", UUID.class);
    return new AlertRow(
        new AlertId(row.getObject("id", UUID.class)),
        new OrganisationId(row.getObject("agency_id", UUID.class)),
        AlertKind.valueOf(row.getString("kind")),
        Severity.valueOf(row.getString("severity")),
        new Place(row.getDouble("latitude"), row.getDouble("longitude")),
        row.getString("note"),
        incident == null ? null : new IncidentId(incident),
        clip == null ? null : new ClipId(clip),
        row.getTimestamp("raised_at").toInstant(),
        state(row),
        officer == null ? null : new PersonId(officer),
        row.getInt("round"),
        row.getInt("ring"),
        row.getTimestamp("round_at").toInstant(),
        row.getInt("version"));
  }

  static AlertState state(ResultSet row) throws SQLException {
    var at = row.getTimestamp("state_at").toInstant();
    return switch (row.getString("state")) {
      case "CREATED" -> new AlertState.Created(at);
      case "VERIFIED" -> new AlertState.Verified(at);
      case "OFFERED" -> new AlertState.Offered(row.getInt("ring"), at);
      case "ESCALATED" -> new AlertState.Escalated(at);
      case "ACCEPTED" -> new AlertState.Accepted(officer(row), at);
      case "EN_ROUTE" -> new AlertState.EnRoute(officer(row), at);
      case "ON_SCENE" -> new AlertState.OnScene(officer(row), at);
      case "CLOSED" -> new AlertState.Closed(AlertOutcome.valueOf(row.getString("outcome")), at);
      case String unknown -> throw new IllegalStateException("No alert state " + unknown);
    };
  }

  private static PersonId officer(ResultSet row) throws SQLException {
    return new PersonId(row.getObject("officer_id", UUID.class));
  }

  private static OfferRow toOffer(ResultSet row, int rowNumber) throws SQLException {
    return new OfferRow(
        toAlert(row, rowNumber),
        new PersonId(row.getObject("o_officer", UUID.class)),
        row.getInt("o_round"),
        row.getTimestamp("offered_at").toInstant(),
        offerState(
            row.getString("o_state"),
            row.getTimestamp("o_state_at").toInstant(),
            row.getString("reason")),
        row.getInt("o_version"));
  }

  static OfferState offerState(String state, Instant at, @Nullable String reason) {
    return switch (state) {
      case "OFFERED" -> new OfferState.Offered(at);
      case "DELIVERED" -> new OfferState.Delivered(at);
      case "SEEN" -> new OfferState.Seen(at);
      case "ACCEPTED" -> new OfferState.Accepted(at);
      case "DECLINED" ->
          new OfferState.Declined(
              reason == null ? DeclineReason.OTHER : DeclineReason.valueOf(reason), at);
      case "WITHDRAWN" -> new OfferState.Withdrawn(at);
      case String unknown -> throw new IllegalStateException("No offer state " + unknown);
    };
  }
}
