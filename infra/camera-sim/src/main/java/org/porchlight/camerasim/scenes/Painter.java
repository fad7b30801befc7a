package org.porchlight.camerasim.scenes;

import java.awt.Graphics2D;

/// Draws one scene on a sheet of 640x360 units.
interface Painter {

  /// How long a scene lasts until it looks again as in the beginning, in seconds.
  double SECONDS = 16;

  /// What stands in the corner of the picture.
  String caption();

  /// What never moves, drawn once.
  void backdrop(Graphics2D g);

  /// What moves.
  ///
  /// @param t seconds since the beginning, less than [#SECONDS]
  void action(Graphics2D g, double t);
}
