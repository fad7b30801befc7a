package org.porchlight.alerts;

import java.time.Instant;

/// What one officer has done with an alert. Stored by name.
public sealed interface OfferState {

  /// Since when.
  Instant at();

  /// Sent on its way; no sign yet that it arrived.
  record Offered(Instant at) implements OfferState {}

  /// The phone has it.
  record Delivered(Instant at) implements OfferState {}

  /// The officer has opened it.
  record Seen(Instant at) implements OfferState {}

  record Accepted(Instant at) implements OfferState {}

  record Declined(DeclineReason reason, Instant at) implements OfferState {}

  /// Taken back, because somebody else goes or the alert is over.
  record Withdrawn(Instant at) implements OfferState {}

  /// Whether the officer may still accept.
  default boolean open() {
    return switch (this) {
      case Offered _, Delivered _, Seen _ -> true;
      case Accepted _, Declined _, Withdrawn _ -> false;
    };
  }

  /// Upper-case name, as stored and as sent.
  default String name() {
    return switch (this) {
      case Offered _ -> "OFFERED";
      case Delivered _ -> "DELIVERED";
      case Seen _ -> "SEEN";
      case Accepted _ -> "ACCEPTED";
      case Declined _ -> "DECLINED";
      case Withdrawn _ -> "WITHDRAWN";
    };
  }
}
