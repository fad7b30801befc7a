package org.porchlight.alerts;

import org.jspecify.annotations.Nullable;
import org.porchlight.identity.Actor;
import org.springframework.stereotype.Service;

/// From an alert to an officer who goes.
@Service
public class Alerts {

  /// Raises an alert and asks the nearest officers. Operators and supervisors only, else
  /// [MayNotRaise].
  public AlertId raise(Actor actor, NewAlert alert) {
    throw new UnsupportedOperationException();
  }

  /// Asks again from the first ring, also those who declined. Operators and supervisors only, and
  /// only while nobody goes.
  ///
  /// @return false if somebody goes already or the alert is closed
  public boolean offerAgain(Actor actor, AlertId id) {
    throw new UnsupportedOperationException();
  }

  /// Ends an alert from the desk. Operators and supervisors only.
  ///
  /// @return false if it was closed already
  public boolean closeFromDesk(Actor actor, AlertId id, AlertOutcome outcome) {
    throw new UnsupportedOperationException();
  }

  /// The phone has it. Harmless when repeated.
  public Answer delivered(Actor officer, AlertId id) {
    throw new UnsupportedOperationException();
  }

  /// The officer has opened it. Harmless when repeated.
  public Answer seen(Actor officer, AlertId id) {
    throw new UnsupportedOperationException();
  }

  /// The officer goes. The first one wins; the others' offers are withdrawn.
  ///
  /// @param known the version that the officer decided on; null to decide on whatever is there
  public Answer accept(Actor officer, AlertId id, @Nullable AlertVersion known) {
    throw new UnsupportedOperationException();
  }

  public Answer decline(
      Actor officer, AlertId id, DeclineReason reason, @Nullable AlertVersion known) {
    throw new UnsupportedOperationException();
  }

  public Answer enRoute(Actor officer, AlertId id, @Nullable AlertVersion known) {
    throw new UnsupportedOperationException();
  }

  public Answer onScene(Actor officer, AlertId id, @Nullable AlertVersion known) {
    throw new UnsupportedOperationException();
  }

  public Answer close(
      Actor officer, AlertId id, AlertOutcome outcome, @Nullable AlertVersion known) {
    throw new UnsupportedOperationException();
  }
}
