package org.porchlight.kernel;

/// A point on the ground, WGS 84, in degrees.
///
/// @param latitude degrees north, -90 to 90
/// @param longitude degrees east, -180 to 180
public record Place(double latitude, double longitude) {

  /// Mean radius of the earth in metres, as the IUGG gives it (R1).
  private static final double EARTH_RADIUS = 6_371_008.8;

  public Place {
    if (!(latitude >= -90 && latitude <= 90)) {
      throw new IllegalArgumentException("latitude must be -90 to 90 degrees, was " + latitude);
    }
    if (!(longitude >= -180 && longitude <= 180)) {
      throw new IllegalArgumentException("longitude must be -180 to 180 degrees, was " + longitude);
    }
  }

  /// Great-circle distance in metres (haversine, so it is exact for short distances too).
  public double metresTo(Place other) {
    var dLat = Math.toRadians(other.latitude - latitude);
    var dLon = Math.toRadians(other.longitude - longitude);
    var h =
        Math.pow(Math.sin(dLat / 2), 2)
            + Math.cos(Math.toRadians(latitude))
                * Math.cos(Math.toRadians(other.latitude))
                * Math.pow(Math.sin(dLon / 2), 2);
    return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(h)));
  }

  /// The place reached by walking so many metres in this compass direction.
  ///
  /// @param bearing degrees clockwise from north
  public Place walk(double metres, double bearing) {
    var north = metres * Math.cos(Math.toRadians(bearing));
    var east = metres * Math.sin(Math.toRadians(bearing));
    return new Place(
        latitude + Math.toDegrees(north / EARTH_RADIUS),
        longitude + Math.toDegrees(east / (EARTH_RADIUS * Math.cos(Math.toRadians(latitude)))));
  }
}
