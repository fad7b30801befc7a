package org.porchlight.registry;

import java.util.List;

/// An area of a camera's picture that nobody is shown: a polygon, or a rectangle by its corners.
///
/// @param points the corners in turn, 3 to 24 of them
public record Mask(List<Point> points) {

  public static final int MOST_POINTS = 24;

  /// A place in the picture.
  ///
  /// @param x 0 at the left edge, 1 at the right one
  /// @param y 0 at the top, 1 at the bottom
  public record Point(double x, double y) {

    public Point {
      if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) {
        throw new IllegalArgumentException("outside of the picture: " + x + ", " + y);
      }
    }
  }

  public Mask {
    points = List.copyOf(points);
    if (points.size() < 3 || points.size() > MOST_POINTS) {
      throw new IllegalArgumentException("a mask of " + points.size() + " corners");
    }
  }

  /// A rectangle.
  public static Mask rectangle(double left, double top, double right, double bottom) {
    return new Mask(
        List.of(
            new Point(left, top),
            new Point(right, top),
            new Point(right, bottom),
            new Point(left, bottom)));
  }
}
