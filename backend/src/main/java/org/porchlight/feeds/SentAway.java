package org.porchlight.feeds;

import java.time.Instant;

/// Somebody who dialled in as a camera and was sent away, perhaps several times.
///
/// @param at the last time
/// @param from the caller's address, or that of the router or proxy before it
/// @param times how often for this reason and from this address
public record SentAway(Instant at, Why why, String from, int times) {

  public enum Why {
    WRONG_PASSWORD,
    /// Too many wrong passwords: further wrong ones are not looked at for a while.
    LOCKED,
    /// Its owner has switched it off.
    SWITCHED_OFF,
    /// It offers no video that is let in.
    NOT_VIDEO,
    /// It dials in again and again.
    TOO_OFTEN
  }

  boolean isLike(SentAway other) {
    return why == other.why && from.equals(other.from);
  }

  SentAway again(Instant now) {
    return new SentAway(now, why, from, times + 1);
  }
}
