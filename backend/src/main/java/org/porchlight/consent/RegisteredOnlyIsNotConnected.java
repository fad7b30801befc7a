package org.porchlight.consent;

import org.porchlight.registry.CameraId;
import org.porchlight.registry.ConnectionRule;
import org.springframework.stereotype.Component;

/// A camera that is only registered has no stream address.
@Component
class RegisteredOnlyIsNotConnected implements ConnectionRule {

  private final JdbcConsents consents;

  RegisteredOnlyIsNotConnected(JdbcConsents consents) {
    this.consents = consents;
  }

  @Override
  public boolean mayBeConnected(CameraId camera) {
    return consents
        .current(camera)
        .map(consent -> consent.terms().level() != Level.REGISTERED)
        .orElse(false);
  }
}
