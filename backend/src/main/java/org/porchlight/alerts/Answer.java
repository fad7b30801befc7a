package org.porchlight.alerts;

/// The answer to something an officer wants to do with an alert.
public sealed interface Answer {

  /// Done, or already done before.
  record Done(OfficersAlert alert) implements Answer {}

  /// The officer decided on an older version; here is the present one.
  record Stale(OfficersAlert alert) implements Answer {}

  /// It cannot be done any more, or not yet.
  record Refused(Reason reason, OfficersAlert alert) implements Answer {}

  enum Reason {
    /// A colleague was faster.
    TAKEN,
    /// The offer was taken back or declined, or the alert is closed.
    OVER,
    /// Only whoever accepted may report on it.
    NOT_YOURS,
    /// The officer has another alert in hand.
    BUSY
  }
}
