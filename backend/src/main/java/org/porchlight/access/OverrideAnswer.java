package org.porchlight.access;

import java.time.Instant;

/// What became of asking for an exigent override.
public sealed interface OverrideAnswer {

  /// The camera may be opened until then, by this person alone; each look is asked for on its own.
  record Granted(OverrideId id, Instant until) implements OverrideAnswer {}

  /// Not allowed.
  record Refused(Reason why) implements OverrideAnswer {}

  /// The written reason is too short or too long.
  record ReasonMissing() implements OverrideAnswer {}
}
