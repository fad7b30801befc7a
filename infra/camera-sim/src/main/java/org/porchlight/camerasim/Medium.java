package org.porchlight.camerasim;

import org.jspecify.annotations.Nullable;

/// What a track carries.
enum Medium {
  VIDEO(0),
  AUDIO(1);

  private final int track;

  Medium(int track) {
    this.track = track;
  }

  static @Nullable Medium ofTrack(int track) {
    return switch (track) {
      case 0 -> VIDEO;
      case 1 -> AUDIO;
      default -> null;
    };
  }

  /// The first of the two channels that it usually has.
  int channel() {
    return 2 * track;
  }

  /// The track's name in control URLs.
  String control() {
    return "trackID=" + track;
  }
}
