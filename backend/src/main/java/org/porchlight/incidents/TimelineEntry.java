package org.porchlight.incidents;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.PersonId;

/// One line of an incident's timeline.
///
/// @param kind what happened, for example `opened`, `closed`, `clip.stored`; the text's key is
///   `timeline.` and this
/// @param who absent for machines
/// @param details values for the text's placeholders
public record TimelineEntry(
    Instant at, String kind, @Nullable PersonId who, Map<String, String> details) {

  public TimelineEntry {
    details = Map.copyOf(details);
  }
}
