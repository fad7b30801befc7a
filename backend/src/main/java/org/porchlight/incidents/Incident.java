package org.porchlight.incidents;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.kernel.Place;

/// Something that happened, somewhere, and goes on until it is closed.
///
/// @param number the agency's own number, unique within the agency
/// @param kind what happened, in the words of the dispatcher
/// @param priority 1 (most urgent) to 5
/// @param address in words; empty if only the place is known
/// @param agency whose incident it is
/// @param openedBy who opened it by hand; absent for CAD
/// @param confirmedBy the second person who confirmed it; absent until then, and for sources that
///   need no second person
/// @param version goes up with each change
public record Incident(
    IncidentId id,
    OrganisationId agency,
    String number,
    String kind,
    int priority,
    Place place,
    String address,
    Source source,
    State state,
    Instant openedAt,
    @Nullable PersonId openedBy,
    @Nullable PersonId confirmedBy,
    long version) {

  /// How long an operator's own incident opens cameras without a second person.
  public static final Duration UNCONFIRMED = Duration.ofMinutes(15);

  public boolean isOpen() {
    return state instanceof State.Open;
  }

  /// Whether it waits for a second person.
  public boolean needsConfirmation() {
    return source == Source.OPERATOR && confirmedBy == null;
  }

  /// Whether this incident is a ground to open a camera now.
  public boolean opensCamerasAt(Instant now) {
    return isOpen() && (!needsConfirmation() || now.isBefore(openedAt.plus(UNCONFIRMED)));
  }

  Incident with(State next, @Nullable PersonId confirmer) {
    return new Incident(
        id,
        agency,
        number,
        kind,
        priority,
        place,
        address,
        source,
        next,
        openedAt,
        openedBy,
        confirmer,
        version + 1);
  }
}
