package org.porchlight.portal.center;

import org.jspecify.annotations.Nullable;
import org.porchlight.identity.People;
import org.porchlight.identity.Person;
import org.porchlight.identity.PersonId;

/// Names of people for the center's own pages.
public final class Names {

  private Names() {}

  /// The display name, or the beginning of the id of somebody who is gone.
  public static String of(People people, @Nullable PersonId id) {
    if (id == null) {
      return "–";
    }
    return people.find(id).map(Person::displayName).orElse(id.toString().substring(0, 8));
  }
}
