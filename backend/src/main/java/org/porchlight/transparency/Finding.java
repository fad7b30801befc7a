package org.porchlight.transparency;

import java.time.Instant;
import java.util.UUID;

/// Something that was served and is not in the log as it should be.
///
/// @param what name of the use under which it was served, for example `LIVE`
/// @param permit under which it was served
/// @param firstAt when the first byte left
/// @param lastAt when the last byte left
public record Finding(
    Kind kind, String what, UUID permit, UUID camera, Instant firstAt, Instant lastAt, long bytes) {

  /// What is wrong.
  public enum Kind {
    /// Pictures left, and no entry allows it.
    NO_ENTRY,
    /// The entry is about another camera than the one that was shown.
    OTHER_CAMERA,
    /// It is over, and no entry says so.
    NO_CLOSE,
    /// More left than the entry of its end says.
    MORE_THAN_SAID
  }
}
