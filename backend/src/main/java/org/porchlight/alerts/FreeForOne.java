package org.porchlight.alerts;

import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/// An officer who accepted one alert is not asked about others meanwhile: their rings go on without
/// this officer.
@Component
class FreeForOne {

  private final JdbcAlerts alerts;
  private final Alerts desk;

  FreeForOne(JdbcAlerts alerts, Alerts desk) {
    this.alerts = alerts;
    this.desk = desk;
  }

  @Async
  @TransactionalEventListener
  void on(AlertAccepted accepted) {
    for (var other : alerts.openOffersOf(accepted.officer(), accepted.alert())) {
      desk.withdrawOffer(other, accepted.officer());
    }
  }
}
