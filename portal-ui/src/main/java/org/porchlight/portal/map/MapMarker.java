package org.porchlight.portal.map;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.porchlight.kernel.Place;

/// One thing on the map.
///
/// @param id given back when the marker is chosen; unique on one map
/// @param label what it is and how it stands, in the reader's language: read aloud and shown on
///   hover
/// @param cone the field of view to draw with it
/// @param badge a number of one or two digits beside it
public record MapMarker(
    String id,
    Kind kind,
    State state,
    Place place,
    String label,
    @Nullable Cone cone,
    @Nullable String badge) {

  /// Told by the shape of the marker.
  public enum Kind {
    /// A camera of a resident, business or housing authority.
    CAMERA,
    /// A camera of the police.
    POLICE,
    INCIDENT,
    /// A plate reader.
    READER,
    OFFICER,
    /// A site, for example a property.
    PLACE,
    /// Only how many cameras lie in a square of the map: `badge` is the number.
    CELL;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Told by a sign on the marker, not by its colour alone.
  public enum State {
    NORMAL,
    /// May be opened now.
    OPEN,
    /// May not be opened now.
    CLOSED,
    /// Is being watched.
    LIVE,
    OFFLINE,
    /// At work on something.
    BUSY;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static MapMarker of(String id, Kind kind, State state, Place place, String label) {
    return new MapMarker(id, kind, state, place, label, null, null);
  }

  public MapMarker looking(@Nullable Cone where) {
    return new MapMarker(id, kind, state, place, label, where, badge);
  }

  public MapMarker numbered(@Nullable String number) {
    return new MapMarker(id, kind, state, place, label, cone, number);
  }
}
