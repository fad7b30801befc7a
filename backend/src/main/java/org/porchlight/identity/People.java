package org.porchlight.identity;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// Accounts as others may look them up.
@Service
public class People {

  private final JdbcPeople people;

  People(JdbcPeople people) {
    this.people = people;
  }

  public Optional<Person> find(PersonId id) {
    return people.find(id);
  }

  /// People whose name or address begins with the text, by name; at most 200 of them.
  public List<Person> page(String beginning, int offset, int limit) {
    return people.page(beginning.strip(), offset, Math.clamp(limit, 1, 200));
  }
}
