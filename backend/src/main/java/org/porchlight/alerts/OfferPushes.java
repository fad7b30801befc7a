package org.porchlight.alerts;

import org.porchlight.identity.PersonId;
import org.porchlight.notices.Hint;
import org.porchlight.notices.Pushes;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/// Wakes the phones.
///
/// These listeners are entered in the outbox like every other, and called at once after the commit.
/// They run outside a transaction, because a push may wait longer than a database connection should
/// be held. A push may be sent twice after a crash: it has the same id and replaces itself.
@Component
class OfferPushes {

  private final JdbcAlerts alerts;
  private final Pushes pushes;
  private final AlertSettings settings;

  OfferPushes(JdbcAlerts alerts, Pushes pushes, AlertSettings settings) {
    this.alerts = alerts;
    this.pushes = pushes;
    this.settings = settings;
  }

  @Async
  @TransactionalEventListener
  void on(AlertOffered offered) {
    alerts
        .find(offered.alert(), offered.officer())
        .filter(offer -> offer.state().open())
        .ifPresent(offer -> {
          var alert = offer.alert();
          var hint =
              new Hint(
                  alert.id().value(),
                  alert.kind().name(),
                  alert.severity().name(),
                  offered.at().plus(settings.pushLife()));
          pushes
              .hand(
                  offered.officer(),
                  hint,
                  offered.at(),
                  () -> stillOpen(offered.alert(), offered.officer()))
              .ifPresent(at -> alerts.pushed(offer, at));
        });
  }

  /// A quiet word to those who need not go any more, so that the alert disappears from their lock
  /// screen.
  @Async
  @TransactionalEventListener
  void on(AlertWithdrawn withdrawn) {
    var hint =
        new Hint(
            withdrawn.alert().value(),
            "WITHDRAWN",
            Severity.ROUTINE.name(),
            withdrawn.at().plus(settings.pushLife()));
    pushes.tell(withdrawn.officer(), hint);
  }

  private boolean stillOpen(AlertId alert, PersonId officer) {
    return alerts.find(alert, officer).filter(offer -> offer.state().open()).isPresent();
  }
}
