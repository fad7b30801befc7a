package org.porchlight.portal.health;

import org.porchlight.registry.CameraId;

/// Ways to how cameras fare.
public final class HealthNavigation {

  /// Address of the board.
  public static final String BOARD = HealthBoardView.PATH;

  private HealthNavigation() {}

  /// Address of the page on which an owner sees how this camera fares.
  public static String healthOf(CameraId camera) {
    return "cameras/" + camera + "/health";
  }
}
