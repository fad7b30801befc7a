package org.porchlight.identity;

import java.util.List;
import java.util.Optional;

/// Accounts as others may look them up.
public class People {

  People() {}

  public Optional<Person> find(PersonId id) {
    throw new UnsupportedOperationException();
  }

  /// People whose name or address begins with the text, by name; at most 200 of them.
  public List<Person> page(String beginning, int offset, int limit) {
    throw new UnsupportedOperationException();
  }
}
