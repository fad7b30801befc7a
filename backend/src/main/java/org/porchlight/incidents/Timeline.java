package org.porchlight.incidents;

import java.util.List;
import org.springframework.stereotype.Service;

/// What happened in an incident, line by line.
@Service
public class Timeline {

  /// Oldest first, at most 1,000.
  public List<TimelineEntry> of(IncidentId incident) {
    throw new UnsupportedOperationException();
  }

  /// Adds a line in the caller's transaction, or in one of its own.
  ///
  /// @param once lines of one incident with the same key are added only once, so that a listener
  ///   may hear an event twice; for example the id of the clip
  public void add(IncidentId incident, TimelineEntry entry, String once) {
    throw new UnsupportedOperationException();
  }
}
