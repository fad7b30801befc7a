package org.porchlight.feeds;

import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One picture as the camera sent it, with what is known of its time. See docs/design/time.md.
public interface Shot {

  PictureFormat format();

  /// Which timeline it is on: pictures of one run are in one order, and have comparable times.
  UUID run();

  /// Its number on the timeline. Where one is left out, a picture is missing.
  long number();

  /// When it is decoded, in 1/90,000 s of the timeline.
  long decode();

  /// When it is shown, in 1/90,000 s of the timeline.
  long show();

  /// Whether it can be decoded by itself.
  boolean key();

  /// Whether pictures are known to be missing before it.
  boolean afterGap();

  /// Our clock when it was there.
  Instant arrived();

  /// Time stamp of the camera in 1/90,000 s, from any zero; absent if it had none.
  @Nullable Long camera();

  int size();

  /// The picture as it stands in an MP4 file: its units, each with its length before it.
  byte[] bytes() throws IOException;
}
