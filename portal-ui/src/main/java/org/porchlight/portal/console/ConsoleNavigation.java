package org.porchlight.portal.console;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.RouteParameters;
import org.porchlight.incidents.IncidentId;

/// The way to the console from other pages.
public final class ConsoleNavigation {

  static final String INCIDENT = "incident";

  private ConsoleNavigation() {}

  public static void toIncident(IncidentId incident) {
    UI.getCurrent().navigate(ConsoleView.class, new RouteParameters(INCIDENT, incident.toString()));
  }
}
