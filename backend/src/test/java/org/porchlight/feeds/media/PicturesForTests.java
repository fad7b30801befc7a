package org.porchlight.feeds.media;

import java.lang.foreign.ValueLayout;

/// What is in a picture, for tests of other packages.
public final class PicturesForTests {

  private PicturesForTests() {}

  /// Takes the picture's bytes, as a ring would.
  public static byte[] bytes(Picture picture, ChunkPool pool) {
    try (var draft = new Draft(pool, Integer.MAX_VALUE)) {
      var place = picture.settle(draft);
      var bytes =
          place.chunk().memory.asSlice(place.offset(), place.size()).toArray(ValueLayout.JAVA_BYTE);
      place.chunk().release();
      return bytes;
    }
  }
}
