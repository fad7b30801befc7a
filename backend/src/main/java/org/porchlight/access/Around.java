package org.porchlight.access;

import java.time.Duration;
import java.util.List;

/// What somebody is told who looks around an incident.
public sealed interface Around {

  /// The cameras near it, nearest first.
  record Seen(List<CameraNear> cameras) implements Around {}

  /// Nothing is shown. An incident of another agency and one that does not exist look the same.
  record Refused(Reason reason) implements Around {}

  /// Somebody asks faster than anybody works; nothing was looked up.
  ///
  /// @param pause after this long it may be asked again
  record TooFast(Duration pause) implements Around {}
}
