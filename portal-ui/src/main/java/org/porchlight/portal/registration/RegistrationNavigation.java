package org.porchlight.portal.registration;

import org.porchlight.registry.CameraId;

/// The ways to register a camera and to change it.
public final class RegistrationNavigation {

  /// Address of the page.
  public static final String NEW_CAMERA = "cameras/new";

  /// Address of the page for those who have no account yet.
  public static final String FIRST_CAMERA = "register";

  private RegistrationNavigation() {}

  /// Address of the page that changes this camera.
  public static String editOf(CameraId camera) {
    return "cameras/" + camera + "/edit";
  }
}
