package org.porchlight.notices;

import java.time.Instant;
import org.porchlight.identity.PersonId;

/// One installation of an app that can be woken by a push.
///
/// @param session the session (token family) that registered it; it dies with that session
/// @param address what the push service calls it: never shown, never logged
/// @param refreshedAt when the app last said that this address is still its own
public record PushTarget(
    PushTargetId id,
    PersonId person,
    String session,
    Kind kind,
    String address,
    Instant refreshedAt) {

  /// What kind of address it is. Stored by name.
  public enum Kind {
    /// A Firebase installation id, what FCM asks for today.
    FID,
    /// A registration token, what FCM used before and still accepts.
    TOKEN
  }

  @Override
  public String toString() {
    return "PushTarget[" + id + ", " + kind + "]";
  }
}
