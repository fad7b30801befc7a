package org.porchlight.feeds;

import java.lang.foreign.ValueLayout;
import java.time.Instant;
import java.util.Optional;
import org.porchlight.feeds.media.ChunkPool;
import org.porchlight.feeds.media.MalformedVideo;
import org.porchlight.feeds.media.Picture;
import org.porchlight.feeds.media.Ring;
import org.porchlight.feeds.media.Timeline;
import org.porchlight.feeds.media.VideoFormat;

/// A picture that can be shown by itself, copied out of what a camera sends.
///
/// @param sample as MP4 keeps it
/// @param at when it arrived
@SuppressWarnings("ArrayRecordComponent")
record Keyframe(VideoFormat format, byte[] sample, Instant at) {

  /// Room for one picture; half of it is the largest that is copied.
  private static final long ROOM = 8L * 1024 * 1024;

  /// Copies a picture while it is valid.
  ///
  /// @return empty if it does not stand by itself
  /// @throws MalformedVideo if it is too large
  static Optional<Keyframe> copy(Picture picture, ChunkPool pool, Instant at) {
    var format = picture.format();
    if (!picture.isKey() || format == null) {
      return Optional.empty();
    }
    try (var ring = new Ring(pool, Timeline.TICKS, ROOM)) {
      var stamp = new Timeline.Stamp(0, 0, false, 0, 0);
      return Optional.ofNullable(ring.add(picture, format, stamp, 0, at))
          .map(entry -> new Keyframe(format, entry.bytes().toArray(ValueLayout.JAVA_BYTE), at));
    }
  }
}
