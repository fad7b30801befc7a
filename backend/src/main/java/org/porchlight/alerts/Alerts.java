package org.porchlight.alerts;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.Actor;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;
import org.porchlight.incidents.IncidentNotFound;
import org.porchlight.incidents.Incidents;
import org.porchlight.patrol.Patrol;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// From an alert to an officer who goes.
@Service
@Transactional(noRollbackFor = {AlertNotFound.class, MayNotRaise.class})
public class Alerts {

  private final JdbcAlerts alerts;
  private final Incidents incidents;
  private final Rings rings;
  private final OfficersView view;
  private final Patrol patrol;
  private final AlertLog log;
  private final AlertNews news;
  private final Clock clock;

  Alerts(
      JdbcAlerts alerts,
      Incidents incidents,
      Rings rings,
      OfficersView view,
      Patrol patrol,
      AlertLog log,
      AlertNews news,
      Clock clock) {
    this.alerts = alerts;
    this.incidents = incidents;
    this.rings = rings;
    this.view = view;
    this.patrol = patrol;
    this.log = log;
    this.news = news;
    this.clock = clock;
  }

  // ---- the desk

  /// Raises an alert and asks the nearest officers. Operators and supervisors only, else
  /// [MayNotRaise]; an incident that is not there, or another agency's, is an [IncidentNotFound].
  /// Whoever raises it by hand vouches for it, so it counts as verified.
  public AlertId raise(Actor actor, NewAlert alert) {
    var id = AlertId.random();
    requireDesk(actor, id, "alert.raised");
    var incident = alert.incident();
    if (incident != null
        && incidents
            .find(incident)
            .filter(one -> one.agency().equals(actor.organisation()))
            .isEmpty()) {
      throw new IncidentNotFound(incident);
    }
    var now = now();
    alerts.add(id, alert, actor, new AlertState.Verified(now));
    log.raised(actor, id, alert);
    news.publish(new AlertRaised(id, now));
    rings.ask(alerts.lock(id).orElseThrow(), 1, now);
    return id;
  }

  /// Asks again from the first ring, also those who declined. Operators and supervisors of the
  /// alert's agency only, and only while nobody goes.
  ///
  /// @return false if somebody goes already or the alert is closed
  public boolean offerAgain(Actor actor, AlertId id) {
    var alert = onDesk(actor, id, "alert.offered_again");
    var waits =
        switch (alert.state()) {
          case AlertState.Created _, AlertState.Verified _ -> true;
          case AlertState.Offered _, AlertState.Escalated _ -> true;
          case AlertState.Accepted _, AlertState.EnRoute _, AlertState.OnScene _ -> false;
          case AlertState.Closed _ -> false;
        };
    if (!waits) {
      return false;
    }
    var now = now();
    alerts.withdrawOpen(id, null, now);
    alerts.newRound(id, now);
    log.did(actor, "alert.offered_again", alert);
    rings.ask(alerts.lock(id).orElseThrow(), 1, now);
    return true;
  }

  /// Ends an alert from the desk. Operators and supervisors of the alert's agency only.
  ///
  /// @return false if it was closed already
  public boolean closeFromDesk(Actor actor, AlertId id, AlertOutcome outcome) {
    var alert = onDesk(actor, id, "alert.closed");
    var now = now();
    if (!alerts.close(id, outcome, now)) {
      return false;
    }
    log.did(actor, "alert.closed", alert, outcome.name());
    end(alert, outcome, now);
    return true;
  }

  // ---- the officer

  /// The phone has it. Harmless when repeated.
  public Answer delivered(Actor officer, AlertId id) {
    return receipt(officer, id, "alert.delivered", "DELIVERED", List.of("OFFERED"));
  }

  /// The officer has opened it. Harmless when repeated.
  public Answer seen(Actor officer, AlertId id) {
    return receipt(officer, id, "alert.seen", "SEEN", List.of("OFFERED", "DELIVERED"));
  }

  /// The officer goes. The first one wins; the others' offers are withdrawn.
  ///
  /// @param known the version that the officer decided on; null to decide on whatever is there
  public Answer accept(Actor officer, AlertId id, @Nullable AlertVersion known) {
    return act(
        officer,
        id,
        known,
        offer -> offer.state() instanceof OfferState.Accepted,
        offer -> {
          var me = officer.person();
          if (!offer.state().open()) {
            return over(offer);
          }
          if (!patrol.commit(me, task(id))) {
            return Answer.Reason.BUSY;
          }
          var now = now();
          if (!alerts.accept(id, me, now)) {
            patrol.release(me, task(id));
            return over(alerts.find(id, me).orElse(offer));
          }
          alerts.answer(offer, "ACCEPTED", null, now);
          var others = alerts.withdrawOpen(id, me, now);
          log.did(officer, "alert.accepted", offer.alert());
          news.publish(new AlertAccepted(id, me, now));
          withdrawn(offer.alert(), others, now);
          news.tell(others, id, AlertChange.What.WITHDRAWN, now);
          news.tell(List.of(me), id, AlertChange.What.CHANGED, now);
          return null;
        });
  }

  /// The officer does not go.
  public Answer decline(
      Actor officer, AlertId id, DeclineReason reason, @Nullable AlertVersion known) {
    return act(
        officer,
        id,
        known,
        offer -> offer.state() instanceof OfferState.Declined,
        offer -> {
          var now = now();
          if (!offer.state().open() || !alerts.answer(offer, "DECLINED", reason, now)) {
            return over(offer);
          }
          log.did(officer, "alert.declined", offer.alert(), reason.name());
          news.tell(List.of(officer.person()), id, AlertChange.What.CHANGED, now);
          return null;
        });
  }

  /// The officer is on the way.
  public Answer enRoute(Actor officer, AlertId id, @Nullable AlertVersion known) {
    return progress(officer, id, known, "alert.en_route", "EN_ROUTE", List.of("ACCEPTED"));
  }

  /// The officer is there.
  public Answer onScene(Actor officer, AlertId id, @Nullable AlertVersion known) {
    return progress(
        officer, id, known, "alert.on_scene", "ON_SCENE", List.of("ACCEPTED", "EN_ROUTE"));
  }

  /// The officer reports what came of it, and is free again.
  public Answer close(
      Actor officer, AlertId id, AlertOutcome outcome, @Nullable AlertVersion known) {
    return act(
        officer,
        id,
        known,
        offer -> closedBy(officer, offer),
        offer -> {
          if (!inHandOf(officer, offer)) {
            return notYours(offer);
          }
          var now = now();
          if (!alerts.close(id, outcome, now)) {
            return Answer.Reason.OVER;
          }
          log.did(officer, "alert.closed", offer.alert(), outcome.name());
          end(offer.alert(), outcome, now);
          return null;
        });
  }

  /// Takes back what else was offered to an officer who has one alert in hand now. Each alert has
  /// its own transaction: two officers who accept two alerts at once would else wait for each
  /// other.
  void withdrawOffer(AlertId id, PersonId officer) {
    var now = now();
    var alert = alerts.lock(id).orElseThrow();
    alerts
        .find(id, officer)
        .filter(offer -> offer.state().open())
        .filter(offer -> alerts.answer(offer, "WITHDRAWN", null, now))
        .ifPresent(_ -> {
          withdrawn(alert, List.of(officer), now);
          news.tell(List.of(officer), id, AlertChange.What.WITHDRAWN, now);
        });
  }

  // ---- what they have in common

  private Answer receipt(Actor officer, AlertId id, String event, String to, List<String> from) {
    var offer = offered(officer, id);
    if (alerts.receipt(offer, to, from, now())) {
      log.did(officer, event, offer.alert());
    }
    return new Answer.Done(view.of(offered(officer, id)));
  }

  private Answer progress(
      Actor officer,
      AlertId id,
      @Nullable AlertVersion known,
      String event,
      String to,
      List<String> from) {
    return act(
        officer,
        id,
        known,
        offer ->
            officer.person().equals(offer.alert().officer())
                && offer.alert().state().name().equals(to),
        offer -> {
          if (!inHandOf(officer, offer)) {
            return notYours(offer);
          }
          var now = now();
          if (!alerts.progress(id, officer.person(), from, to, now)) {
            return Answer.Reason.OVER;
          }
          log.did(officer, event, offer.alert());
          news.tell(List.of(officer.person()), id, AlertChange.What.CHANGED, now);
          return null;
        });
  }

  /// Does something once. A repeat of what was done already is a success, whatever version it
  /// names: the phone lost our first answer.
  private Answer act(
      Actor officer,
      AlertId id,
      @Nullable AlertVersion known,
      Predicate<OfferRow> done,
      Function<OfferRow, Answer.@Nullable Reason> step) {
    // Whatever else happens to this alert, a new round for instance, happens before or after.
    alerts.lock(id);
    var offer = offered(officer, id);
    if (done.test(offer)) {
      return new Answer.Done(view.of(offer));
    }
    if (known != null && !known.equals(offer.alertVersion())) {
      return new Answer.Stale(view.of(offer));
    }
    var refused = step.apply(offer);
    var now = view.of(offered(officer, id));
    return refused == null ? new Answer.Done(now) : new Answer.Refused(refused, now);
  }

  private OfferRow offered(Actor officer, AlertId id) {
    var offer = alerts.find(id, officer.person());
    if (offer.isEmpty()) {
      log.refused(officer, "alert.read", id, "NOT_OFFERED");
      throw new AlertNotFound(id);
    }
    return offer.get();
  }

  private void end(AlertRow alert, AlertOutcome outcome, Instant now) {
    var others = alerts.withdrawOpen(alert.id(), null, now);
    withdrawn(alert, others, now);
    if (alert.officer() != null) {
      patrol.release(alert.officer(), task(alert.id()));
    }
    news.publish(new AlertClosed(alert.id(), outcome, now));
    news.tell(others, alert.id(), AlertChange.What.WITHDRAWN, now);
    if (alert.officer() != null) {
      news.tell(List.of(alert.officer()), alert.id(), AlertChange.What.CHANGED, now);
    }
  }

  private void withdrawn(AlertRow alert, List<PersonId> officers, Instant now) {
    for (var officer : officers) {
      log.happened("alert.withdrawn", alert, officer, null);
      news.publish(new AlertWithdrawn(alert.id(), officer, now));
    }
  }

  private static boolean inHandOf(Actor officer, OfferRow offer) {
    return switch (offer.alert().state()) {
      case AlertState.Accepted(var who, _) -> who.equals(officer.person());
      case AlertState.EnRoute(var who, _) -> who.equals(officer.person());
      case AlertState.OnScene(var who, _) -> who.equals(officer.person());
      case AlertState.Created _, AlertState.Verified _ -> false;
      case AlertState.Offered _, AlertState.Escalated _, AlertState.Closed _ -> false;
    };
  }

  private static boolean closedBy(Actor officer, OfferRow offer) {
    return offer.alert().state() instanceof AlertState.Closed
        && officer.person().equals(offer.alert().officer());
  }

  private static Answer.Reason notYours(OfferRow offer) {
    return offer.alert().state() instanceof AlertState.Closed
        ? Answer.Reason.OVER
        : Answer.Reason.NOT_YOURS;
  }

  /// Why an offer cannot be accepted any more.
  private static Answer.Reason over(OfferRow offer) {
    return switch (offer.alert().state()) {
      case AlertState.Accepted _, AlertState.EnRoute _, AlertState.OnScene _ -> Answer.Reason.TAKEN;
      case AlertState.Created _, AlertState.Verified _ -> Answer.Reason.OVER;
      case AlertState.Offered _, AlertState.Escalated _ -> Answer.Reason.OVER;
      case AlertState.Closed _ -> Answer.Reason.OVER;
    };
  }

  private AlertRow onDesk(Actor actor, AlertId id, String event) {
    requireDesk(actor, id, event);
    var alert = alerts.lock(id).orElseThrow(() -> new AlertNotFound(id));
    if (!alert.agency().equals(actor.organisation())) {
      log.refused(actor, event, id, "OTHER_AGENCY");
      throw new AlertNotFound(id);
    }
    return alert;
  }

  private void requireDesk(Actor actor, AlertId id, String event) {
    if (!actor.is(Role.OPERATOR) && !actor.is(Role.SUPERVISOR)) {
      log.refused(actor, event, id, "ROLE");
      throw new MayNotRaise();
    }
  }

  private static String task(AlertId id) {
    return "alert:" + id;
  }

  /// The database keeps microseconds; events and rows should name the same instant.
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
