package org.porchlight.incidents;

import org.porchlight.identity.Actor;
import org.springframework.stereotype.Service;

/// Incidents by hand. A supervisor's counts as confirmed; an operator's opens cameras for 15
/// minutes unless a second person confirms it.
@Service
public class IncidentDesk {

  public DeskAnswer openByHand(Actor who, NewIncident incident) {
    throw new UnsupportedOperationException();
  }

  /// Confirms an operator's incident, as a second person.
  ///
  /// @throws IncidentNotFound if there is none
  public DeskAnswer confirm(Actor secondPerson, IncidentId id) {
    throw new UnsupportedOperationException();
  }

  /// Closes an incident; views that rest on it end within a second. Closing twice is harmless.
  ///
  /// @throws IncidentNotFound if there is none
  public DeskAnswer close(Actor who, IncidentId id) {
    throw new UnsupportedOperationException();
  }

  /// Adds a line to the timeline.
  ///
  /// @throws IncidentNotFound if there is none
  public DeskAnswer note(Actor who, IncidentId id, String text) {
    throw new UnsupportedOperationException();
  }
}
