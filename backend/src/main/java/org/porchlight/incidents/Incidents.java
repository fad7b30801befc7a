package org.porchlight.incidents;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.porchlight.identity.OrganisationId;
import org.porchlight.kernel.Place;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Reads incidents.
@Service
@Transactional(readOnly = true)
public class Incidents {

  private final JdbcIncidents incidents;

  Incidents(JdbcIncidents incidents) {
    this.incidents = incidents;
  }

  public Optional<Incident> find(IncidentId id) {
    return incidents.find(id);
  }

  /// All open ones, most urgent and then newest first, at most 500.
  public List<Incident> open() {
    return incidents.open();
  }

  /// The open ones of one agency, most urgent and then newest first, at most 500.
  public List<Incident> openOf(OrganisationId agency) {
    return incidents.openOf(agency);
  }

  /// Those of one agency, open and closed, newest first.
  ///
  /// @param limit at most 500
  public List<Incident> recentOf(OrganisationId agency, int limit) {
    return incidents.recentOf(agency, Math.clamp(limit, 0, 500));
  }

  /// Open ones within so many metres, nearest first.
  public List<Incident> near(Place place, double metres) {
    return incidents.open().stream()
        .filter(incident -> incident.place().metresTo(place) <= metres)
        .sorted(Comparator.comparingDouble(incident -> incident.place().metresTo(place)))
        .toList();
  }
}
