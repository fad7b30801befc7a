package org.porchlight.feeds.media;

/// One picture in MP4 form, without its bytes.
///
/// @param decode when it is decoded, in [Timeline#TICKS]
/// @param show when it is shown
/// @param duration until the next one is decoded, at least 1
/// @param size of its bytes
public record Sample(long decode, long show, int duration, int size, boolean key) {

  /// Composition offset.
  int offset() {
    return Math.toIntExact(show - decode);
  }
}
