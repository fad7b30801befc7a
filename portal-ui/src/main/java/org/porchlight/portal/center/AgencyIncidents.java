package org.porchlight.portal.center;

import com.vaadin.flow.router.BeforeEnterEvent;
import java.util.List;
import java.util.Optional;
import org.porchlight.identity.Actor;
import org.porchlight.incidents.Incident;
import org.porchlight.incidents.IncidentId;
import org.porchlight.incidents.Incidents;
import org.springframework.stereotype.Component;

/// The incidents of the agency somebody works for. Those of others do not exist for its pages, even
/// where somebody knows the address.
@Component
public class AgencyIncidents {

  /// Name of the parameter in the addresses of the center's pages.
  public static final String PARAMETER = "incident";

  private static final int RECENT = 50;

  private final Incidents incidents;

  AgencyIncidents(Incidents incidents) {
    this.incidents = incidents;
  }

  /// Most urgent first.
  public List<Incident> open(Actor who) {
    return incidents.openOf(who.organisation());
  }

  /// Open and closed ones, newest first.
  public List<Incident> recent(Actor who) {
    return incidents.recentOf(who.organisation(), RECENT);
  }

  public Optional<Incident> find(Actor who, IncidentId id) {
    return incidents.find(id).filter(incident -> incident.agency().equals(who.organisation()));
  }

  /// The incident that the address names; empty where it names none, or nonsense.
  public Optional<Incident> named(Actor who, BeforeEnterEvent entering) {
    return entering
        .getRouteParameters()
        .get(PARAMETER)
        .flatMap(AgencyIncidents::id)
        .flatMap(id -> find(who, id));
  }

  private static Optional<IncidentId> id(String text) {
    try {
      return Optional.of(IncidentId.of(text));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }
}
