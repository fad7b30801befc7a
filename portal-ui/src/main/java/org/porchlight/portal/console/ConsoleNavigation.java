package org.porchlight.portal.console;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.RouteParameters;
import org.porchlight.incidents.IncidentId;
import org.porchlight.portal.center.AgencyIncidents;

/// The way to the console from other pages.
public final class ConsoleNavigation {

  private ConsoleNavigation() {}

  public static void toIncident(IncidentId incident) {
    UI.getCurrent()
        .navigate(
            ConsoleView.class, new RouteParameters(AgencyIncidents.PARAMETER, incident.toString()));
  }
}
