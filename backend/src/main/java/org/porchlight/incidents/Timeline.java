package org.porchlight.incidents;

import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What happened in an incident, line by line.
@Service
@Transactional
public class Timeline {

  private final JdbcTimeline lines;

  Timeline(JdbcTimeline lines) {
    this.lines = lines;
  }

  /// Oldest first, at most 1,000.
  @Transactional(readOnly = true)
  public List<TimelineEntry> of(IncidentId incident) {
    return lines.of(incident);
  }

  /// Adds a line in the caller's transaction, or in one of its own.
  ///
  /// @param once lines of one incident with the same key are added only once, so that a listener
  ///   may hear an event twice; for example the id of the clip
  public void add(IncidentId incident, TimelineEntry entry, String once) {
    lines.add(incident, entry, once);
  }
}
