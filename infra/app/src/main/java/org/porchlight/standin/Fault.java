package org.porchlight.standin;

import org.jspecify.annotations.Nullable;

/// An answer of FCM's that is no success.
///
/// @see <a href="https://firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode">FCM error
///   codes</a>
public enum Fault {
  UNREGISTERED(404, "NOT_FOUND"),
  INVALID_ARGUMENT(400, "INVALID_ARGUMENT"),
  SENDER_ID_MISMATCH(403, "PERMISSION_DENIED"),
  /// With `Retry-After: 1`.
  QUOTA_EXCEEDED(429, "RESOURCE_EXHAUSTED"),
  UNAVAILABLE(503, "UNAVAILABLE"),
  INTERNAL(500, "INTERNAL"),
  THIRD_PARTY_AUTH_ERROR(401, "UNAUTHENTICATED"),
  /// The answer has no body.
  NO_CREDENTIALS(401, null),
  /// No answer until the caller gives up.
  HANG(0, null);

  final int status;
  final @Nullable String canonical;

  Fault(int status, @Nullable String canonical) {
    this.status = status;
    this.canonical = canonical;
  }
}
