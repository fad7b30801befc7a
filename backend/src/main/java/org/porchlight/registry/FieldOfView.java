package org.porchlight.registry;

/// Where a camera looks: a cone on the map.
///
/// @param bearing middle of the cone, degrees clockwise from north, 0 up to but not including 360
/// @param angle opening of the cone in degrees, more than 0 to 360
/// @param rangeMetres how far it can make out a person, 1 to 500 metres
public record FieldOfView(double bearing, double angle, double rangeMetres) {

  public FieldOfView {
    if (!(bearing >= 0 && bearing < 360)) {
      throw new IllegalArgumentException("bearing must be 0 to 360 degrees, was " + bearing);
    }
    if (!(angle > 0 && angle <= 360)) {
      throw new IllegalArgumentException("angle must be up to 360 degrees, was " + angle);
    }
    if (!(rangeMetres >= 1 && rangeMetres <= 500)) {
      throw new IllegalArgumentException("range must be 1 to 500 metres, was " + rangeMetres);
    }
  }
}
