package org.porchlight.portal.center;

import org.porchlight.identity.Actor;
import org.porchlight.identity.People;
import org.porchlight.portal.shell.CurrentActor;
import org.springframework.stereotype.Component;

/// Who sits before this page of the center.
@Component
public class Viewer {

  private final CurrentActor current;
  private final People people;

  Viewer(CurrentActor current, People people) {
    this.current = current;
    this.people = people;
  }

  /// Ask on the request's thread; keep the answer for work in the background.
  public Actor actor() {
    return current.get();
  }

  /// What is drawn over live pictures: the name, and enough of the id to tell namesakes apart.
  public String watermark(Actor who) {
    return Names.of(people, who.person()) + " · " + who.person().toString().substring(0, 8);
  }
}
