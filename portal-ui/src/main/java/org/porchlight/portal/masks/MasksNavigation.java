package org.porchlight.portal.masks;

import org.porchlight.registry.CameraId;

/// The way to the masks from other pages.
public final class MasksNavigation {

  private MasksNavigation() {}

  public static String masksOf(CameraId camera) {
    return "cameras/" + camera + "/masks";
  }
}
