package org.porchlight.portal.console;

import org.porchlight.access.OverrideAnswer;
import org.porchlight.access.Overrides;
import org.porchlight.access.Purpose;
import org.porchlight.access.Reason;
import org.porchlight.identity.Actor;
import org.porchlight.identity.LogIn;
import org.porchlight.registry.Camera;
import org.springframework.stereotype.Component;

/// Asks for an exigent override with the second factor as it is shown for it.
@Component
class OverrideDesk {

  private final LogIn logIn;
  private final Overrides overrides;

  OverrideDesk(LogIn logIn, Overrides overrides) {
    this.logIn = logIn;
    this.overrides = overrides;
  }

  OverrideAnswer ask(Actor who, Camera camera, Purpose purpose, String reason, String code) {
    return logIn
        .again(who, code)
        .map(fresh -> overrides.ask(fresh, camera.id(), purpose, reason))
        .orElseGet(() -> new OverrideAnswer.Refused(Reason.SECOND_FACTOR_NOT_FRESH));
  }
}
