package org.porchlight.plates;

import org.jspecify.annotations.Nullable;
import org.porchlight.kernel.Place;

/// A plate reader about to be registered.
///
/// @param direction degrees clockwise from north in which it looks; null if it moves
public record NewReader(String name, Place place, @Nullable Integer direction) {

  public NewReader {
    if (name.isBlank() || name.length() > 80) {
      throw new IllegalArgumentException("a reader's name has 1 to 80 characters");
    }
    if (direction != null && (direction < 0 || direction > 359)) {
      throw new IllegalArgumentException("direction must be 0 to 359 degrees, was " + direction);
    }
  }
}
