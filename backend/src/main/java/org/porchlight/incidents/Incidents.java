package org.porchlight.incidents;

import java.util.List;
import java.util.Optional;
import org.porchlight.identity.OrganisationId;
import org.porchlight.kernel.Place;
import org.springframework.stereotype.Service;

/// Reads incidents.
@Service
public class Incidents {

  public Optional<Incident> find(IncidentId id) {
    throw new UnsupportedOperationException();
  }

  /// All open ones, most urgent and then newest first, at most 500.
  public List<Incident> open() {
    throw new UnsupportedOperationException();
  }

  /// The open ones of one agency, most urgent and then newest first, at most 500.
  public List<Incident> openOf(OrganisationId agency) {
    throw new UnsupportedOperationException();
  }

  /// Open ones within so many metres, nearest first.
  public List<Incident> near(Place place, double metres) {
    throw new UnsupportedOperationException();
  }
}
