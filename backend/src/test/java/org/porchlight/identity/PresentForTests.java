package org.porchlight.identity;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Says that everybody is present with the roles of their log-in, except those who were sent away.
public final class PresentForTests extends Present {

  private final Set<PersonId> gone = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Set<Role> roles;

  @SuppressWarnings("NullAway")
  public PresentForTests() {
    super(null, null);
  }

  public void sendAway(Actor actor) {
    gone.add(actor.person());
  }

  /// From now on everybody has these roles only.
  public void everybodyIs(Role... only) {
    roles = Set.of(only);
  }

  @Override
  public Optional<Actor> of(Actor actor) {
    if (gone.contains(actor.person())) {
      return Optional.empty();
    }
    return Optional.of(
        roles == null
            ? actor
            : new Actor(
                actor.person(),
                actor.organisation(),
                roles,
                actor.session(),
                actor.secondFactorAt(),
                actor.source()));
  }
}
