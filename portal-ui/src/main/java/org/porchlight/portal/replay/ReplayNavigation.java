package org.porchlight.portal.replay;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import org.jspecify.annotations.Nullable;
import org.porchlight.access.Purpose;
import org.porchlight.incidents.IncidentId;
import org.porchlight.registry.Camera;

/// The way to recordings from other pages. A link opens nothing: it fills in the form.
public final class ReplayNavigation {

  static final String CAMERA = "camera";
  static final String PURPOSE = "purpose";

  private ReplayNavigation() {}

  public static Anchor ofIncidentLink(IncidentId incident, String words) {
    return new Anchor("replay/" + incident, words);
  }

  public static Anchor link(@Nullable IncidentId incident, Camera camera, String words) {
    return named(new Anchor(address(incident, camera), words), camera);
  }

  /// In a tab of its own, so that what is live here goes on.
  public static Anchor besideLive(
      @Nullable IncidentId incident, Camera camera, Purpose purpose, String words) {
    var address = address(incident, camera) + "&" + PURPOSE + "=" + purpose.code();
    var link = new Anchor(address, words, AnchorTarget.BLANK);
    link.setAriaLabel(words + ": " + camera.name() + ", " + link.getTranslation("replay.ownTab"));
    return link;
  }

  private static Anchor named(Anchor link, Camera camera) {
    link.setAriaLabel(link.getText() + ": " + camera.name());
    return link;
  }

  private static String address(@Nullable IncidentId incident, Camera camera) {
    return "replay" + (incident == null ? "" : "/" + incident) + "?" + CAMERA + "=" + camera.id();
  }
}
