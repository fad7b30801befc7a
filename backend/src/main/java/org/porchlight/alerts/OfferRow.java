package org.porchlight.alerts;

import java.time.Instant;
import org.porchlight.identity.PersonId;

/// An alert together with one officer's latest offer.
record OfferRow(
    AlertRow alert, PersonId officer, int round, Instant offeredAt, OfferState state, int version) {

  AlertVersion alertVersion() {
    return new AlertVersion(alert.version(), version);
  }
}
