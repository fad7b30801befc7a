package org.porchlight.notices;

/// The answer to "please wake this installation".
public sealed interface PushRegistration {

  /// It will be woken.
  ///
  /// @param fresh false if the same installation was registered already
  record Registered(PushTargetId id, boolean fresh) implements PushRegistration {}

  /// The idempotency key was used before, for another address.
  record KeyReused() implements PushRegistration {}
}
