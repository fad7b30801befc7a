package org.porchlight.portal.registration;

/// The way to register a camera.
public final class RegistrationNavigation {

  /// Address of the page.
  public static final String NEW_CAMERA = "cameras/new";

  private RegistrationNavigation() {}
}
