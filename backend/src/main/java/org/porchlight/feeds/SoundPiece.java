package org.porchlight.feeds;

import java.io.IOException;
import java.time.Instant;
import java.util.UUID;

/// A piece of sound as the camera sent it: an AAC frame, or the samples of one packet of G.711.
public interface SoundPiece {

  SoundCoding coding();

  /// Which timeline it is on; the one of the pictures that it belongs to.
  UUID run();

  /// Its number on the timeline. Where one is left out, sound is missing.
  long number();

  /// When it begins, in samples of the timeline.
  long place();

  /// How long it is.
  int samples();

  /// Whether sound is known to be missing before it.
  boolean afterGap();

  /// Our clock when it was there.
  Instant arrived();

  /// Time stamp of the camera in samples, from any zero.
  long camera();

  int size();

  byte[] bytes() throws IOException;
}
