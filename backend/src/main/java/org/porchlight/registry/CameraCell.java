package org.porchlight.registry;

import org.porchlight.kernel.Place;

/// A part of the ground, at least 500 metres each way, and about how many private cameras are
/// registered there. The grid is the same for everybody and never moves.
///
/// @param row of the grid, from the equator northwards
/// @param column of the grid in that row, from Greenwich eastwards
/// @param atLeast the number at the last midnight, rounded down to fives; 5 or more
public record CameraCell(int row, int column, int atLeast) {

  /// Fewer than so many are not said, and more only in steps of so many.
  static final int STEP = 5;

  static final double METRES = 500;

  /// Of a row, in degrees.
  static final double HEIGHT = METRES / JdbcCameras.DEGREE;

  public Place southWest() {
    return new Place(row * HEIGHT, column * width());
  }

  public Place northEast() {
    return new Place((row + 1) * HEIGHT, (column + 1) * width());
  }

  public Place middle() {
    return new Place((row + 0.5) * HEIGHT, (column + 0.5) * width());
  }

  /// In degrees. The side that is nearer to the pole is 500 metres long, so that no other is
  /// shorter.
  private double width() {
    var edge = Math.toRadians(HEIGHT * Math.max(Math.abs(row), Math.abs(row + 1)));
    return METRES / (JdbcCameras.DEGREE * Math.max(0.01, Math.cos(edge)));
  }
}
