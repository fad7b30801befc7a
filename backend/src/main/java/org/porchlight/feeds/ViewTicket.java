package org.porchlight.feeds;

import java.time.Instant;

/// Opens one live view, once, within 30 seconds, in the session of the person it was given to.
///
/// @param value the secret; goes into the first message of the socket, never into an address
public record ViewTicket(String value, Instant expiresAt) {

  @Override
  public String toString() {
    return "ViewTicket[redacted]";
  }
}
