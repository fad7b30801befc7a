package org.porchlight.portal.clips;

import com.vaadin.flow.component.html.Anchor;
import org.porchlight.evidence.Clip;
import org.porchlight.incidents.IncidentId;

/// The way to the clips from other pages.
public final class ClipNavigation {

  private ClipNavigation() {}

  /// Leads to the clips of this clip's incident.
  public static Anchor link(Clip clip, String words) {
    var incident = clip.incident();
    return new Anchor(incident == null ? "clips" : "clips/" + incident, words);
  }

  public static Anchor ofIncidentLink(IncidentId incident, String words) {
    return new Anchor("clips/" + incident, words);
  }
}
