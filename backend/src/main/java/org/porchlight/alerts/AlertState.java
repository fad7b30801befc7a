package org.porchlight.alerts;

import java.time.Instant;
import org.porchlight.identity.PersonId;

/// Where an alert stands, from being raised to its outcome. Stored by name.
///
/// What one officer has done with it (received, seen, declined) is an [OfferState]: several
/// officers are asked at once, and the alert as a whole knows only whether somebody goes.
public sealed interface AlertState {

  /// Since when.
  Instant at();

  /// Raised, and not yet looked at by a person.
  record Created(Instant at) implements AlertState {}

  /// A person says it is real; officers may be asked.
  record Verified(Instant at) implements AlertState {}

  /// Officers are being asked.
  ///
  /// @param ring 1 the nearest, 2 the wider circle, 3 the supervisors
  record Offered(int ring, Instant at) implements AlertState {}

  /// Nobody took it: an operator has to act.
  record Escalated(Instant at) implements AlertState {}

  record Accepted(PersonId officer, Instant at) implements AlertState {}

  record EnRoute(PersonId officer, Instant at) implements AlertState {}

  record OnScene(PersonId officer, Instant at) implements AlertState {}

  record Closed(AlertOutcome outcome, Instant at) implements AlertState {}

  /// Upper-case name, as stored and as sent.
  default String name() {
    return switch (this) {
      case Created _ -> "CREATED";
      case Verified _ -> "VERIFIED";
      case Offered _ -> "OFFERED";
      case Escalated _ -> "ESCALATED";
      case Accepted _ -> "ACCEPTED";
      case EnRoute _ -> "EN_ROUTE";
      case OnScene _ -> "ON_SCENE";
      case Closed _ -> "CLOSED";
    };
  }
}
