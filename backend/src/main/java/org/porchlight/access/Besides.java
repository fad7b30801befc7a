package org.porchlight.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.PersonId;

/// What may open a camera besides its owner's standing terms.
///
/// @param alarm the owner's alarm that covers it; absent if there is none
/// @param override the exigent override of whoever asks; absent if there is none
record Besides(@Nullable Alarm alarm, @Nullable Exigent override) {

  static final Besides NOTHING = new Besides(null, null);

  /// @param until it is on before this moment, and not at it
  record Exigent(OverrideId id, PersonId person, Instant askedAt, Instant until) {

    boolean isOnAt(Instant now) {
      return now.isBefore(until);
    }
  }

  /// @param until it is on before this moment, and not at it
  record Alarm(AlarmId id, Instant pressedAt, Instant until) {

    boolean isOnAt(Instant now) {
      return now.isBefore(until);
    }
  }
}
