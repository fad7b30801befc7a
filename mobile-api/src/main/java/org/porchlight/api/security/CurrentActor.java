package org.porchlight.api.security;

import org.porchlight.identity.Actor;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/// Who sent this request. Ask on the request's thread.
@Component("apiCurrentActor")
public class CurrentActor {

  CurrentActor() {}

  /// The person or machine that the token or the session belongs to; for addresses that nobody else
  /// can call.
  public Actor get() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication != null && authentication.getPrincipal() instanceof Actor actor) {
      return actor;
    }
    throw new IllegalStateException("Nobody is signed in");
  }
}
