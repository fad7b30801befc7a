package org.porchlight.portal.shell;

import java.util.Optional;
import org.porchlight.identity.Actor;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/// Who sits before this page. Ask on the request's thread; keep the answer for work in the
/// background.
@Component
public class CurrentActor {

  CurrentActor() {}

  /// Nobody, where nobody is signed in.
  public Optional<Actor> find() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getPrincipal() instanceof Actor actor
        ? Optional.of(actor)
        : Optional.empty();
  }

  /// The person who is signed in; for pages that nobody else can open.
  public Actor get() {
    return find().orElseThrow(() -> new IllegalStateException("Nobody is signed in"));
  }
}
