package org.porchlight.alerts;

import java.time.Instant;

/// One entry of an officer's event stream.
///
/// @param position grows with every entry; where to go on after a break
public record AlertChange(long position, AlertId alert, What what, Instant at) {

  /// Stored by name.
  public enum What {
    OFFERED,
    WITHDRAWN,
    CHANGED
  }
}
