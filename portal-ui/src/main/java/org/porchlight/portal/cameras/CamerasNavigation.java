package org.porchlight.portal.cameras;

import com.vaadin.flow.component.UI;
import org.porchlight.registry.CameraId;

/// Ways to an owner's cameras.
public final class CamerasNavigation {

  private CamerasNavigation() {}

  public static void toCameras() {
    UI.getCurrent().navigate(CamerasView.class);
  }

  /// Address of the page that changes what this camera shares.
  public static String sharingOf(CameraId camera) {
    return "cameras/" + camera + "/sharing";
  }
}
