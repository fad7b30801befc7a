package org.porchlight.portal.map;

import org.jspecify.annotations.Nullable;
import org.porchlight.kernel.Place;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What the map lies on.
///
/// @param tiles address of raster tiles with `{z}`, `{x}` and `{y}`; without it the map is the
///   small vector street grid of the demo city, and no outside host is contacted
/// @param attribution who made the tiles, shown on the map
/// @param latitude where a map begins that has nothing else to show
/// @param longitude the same
/// @param zoom the same; 15 shows about 6 km on a desktop
@ConfigurationProperties("porchlight.map")
public record MapSettings(
    @Nullable String tiles,
    @DefaultValue("") String attribution,
    @DefaultValue("33.52") double latitude,
    @DefaultValue("-86.81") double longitude,
    @DefaultValue("15") int zoom) {

  public Place start() {
    return new Place(latitude, longitude);
  }
}
