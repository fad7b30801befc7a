package org.porchlight.portal.alerts;

import com.vaadin.flow.component.html.Anchor;
import org.porchlight.incidents.IncidentId;

/// The way to the alerts desk from other pages.
public final class AlertNavigation {

  private AlertNavigation() {}

  /// Leads to the form that raises an alert for this incident.
  public static Anchor raiseLink(IncidentId incident, String words) {
    return new Anchor("alerts/" + incident, words);
  }
}
