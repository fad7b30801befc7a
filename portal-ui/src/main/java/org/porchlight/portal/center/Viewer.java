package org.porchlight.portal.center;

import com.vaadin.flow.spring.security.AuthenticationContext;
import org.porchlight.identity.Actor;
import org.porchlight.identity.People;
import org.springframework.stereotype.Component;

/// Who sits before this page.
@Component
public class Viewer {

  private final AuthenticationContext authentication;
  private final People people;

  Viewer(AuthenticationContext authentication, People people) {
    this.authentication = authentication;
    this.people = people;
  }

  /// Ask on the request's thread; keep the answer for work in the background.
  public Actor actor() {
    return authentication
        .getAuthenticatedUser(Actor.class)
        .orElseThrow(() -> new IllegalStateException("Nobody is signed in"));
  }

  /// What is drawn over live pictures: the name, and enough of the id to tell namesakes apart.
  public String watermark(Actor who) {
    return Names.of(people, who.person()) + " · " + who.person().toString().substring(0, 8);
  }
}
