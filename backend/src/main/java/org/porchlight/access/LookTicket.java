package org.porchlight.access;

import java.time.Instant;

/// Opens one look, once, within 30 seconds, in the session of the person it was given to, of the
/// camera and on the ground of its permit.
///
/// @param value the secret; goes into the first message of the socket, never into an address
public record LookTicket(String value, Instant expiresAt) {

  @Override
  public String toString() {
    return "LookTicket[redacted]";
  }
}
