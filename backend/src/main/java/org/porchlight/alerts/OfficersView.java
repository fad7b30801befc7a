package org.porchlight.alerts;

import org.jspecify.annotations.Nullable;
import org.porchlight.incidents.Incident;
import org.porchlight.incidents.Incidents;
import org.springframework.stereotype.Component;

/// Puts together what an officer sees of an alert.
@Component
class OfficersView {

  private final Incidents incidents;

  OfficersView(Incidents incidents) {
    this.incidents = incidents;
  }

  OfficersAlert of(OfferRow offer) {
    var alert = offer.alert();
    @Nullable Incident incident =
        alert.incident() == null ? null : incidents.find(alert.incident()).orElse(null);
    return new OfficersAlert(
        alert.id(),
        offer.alertVersion(),
        alert.kind(),
        alert.severity(),
        alert.place(),
        alert.text(),
        alert.raisedAt(),
        alert.state(),
        offer.state(),
        offer.officer(),
        alert.incident(),
        incident == null ? null : incident.number(),
        incident == null ? null : incident.kind(),
        incident == null ? null : incident.address(),
        alert.clip());
  }
}
