package org.porchlight.kernel;

import java.util.List;

/// A simple polygon on the ground, closed by itself, not crossing the date line.
///
/// @param corners at least three, in order
public record Area(List<Place> corners) {

  public Area {
    corners = List.copyOf(corners);
    if (corners.size() < 3) {
      throw new IllegalArgumentException("an area needs at least three corners");
    }
  }

  public boolean contains(Place place) {
    var inside = false;
    for (int i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
      var a = corners.get(i);
      var b = corners.get(j);
      var crosses = (a.latitude() > place.latitude()) != (b.latitude() > place.latitude());
      if (crosses
          && place.longitude()
              < (b.longitude() - a.longitude())
                      * (place.latitude() - a.latitude())
                      / (b.latitude() - a.latitude())
                  + a.longitude()) {
        inside = !inside;
      }
    }
    return inside;
  }
}
