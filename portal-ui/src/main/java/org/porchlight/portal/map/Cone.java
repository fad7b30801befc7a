package org.porchlight.portal.map;

/// Where a camera looks, as the map draws it.
///
/// @param bearing degrees clockwise from north, 0 to 360
/// @param angle opening in degrees, more than 0 and at most 360
/// @param rangeMetres how far it sees
public record Cone(double bearing, double angle, double rangeMetres) {

  public Cone {
    if (!(bearing >= 0 && bearing <= 360)) {
      throw new IllegalArgumentException("bearing must be 0 to 360 degrees, was " + bearing);
    }
    if (!(angle > 0 && angle <= 360)) {
      throw new IllegalArgumentException("angle must be in 0 to 360 degrees, was " + angle);
    }
    if (!(rangeMetres > 0)) {
      throw new IllegalArgumentException("range must be positive, was " + rangeMetres);
    }
  }
}
