package org.porchlight.feeds;

import org.porchlight.feeds.media.SoundFormat;

/// What a decoder must know before the first sound, in a form that can be written down.
///
/// @param codec `AAC` (low complexity, 1,024 samples a frame), `ALAW` or `ULAW`
/// @param rate samples a second
/// @param channels 1 or 2
public record SoundCoding(String codec, int rate, int channels) {

  /// Takes what cameras send.
  ///
  /// @throws IllegalArgumentException if this is no coding of cameras
  public SoundCoding {
    try {
      SoundFormat.of(codec, rate, channels);
    } catch (RuntimeException damaged) {
      throw new IllegalArgumentException("not a coding of sound", damaged);
    }
  }

  static SoundCoding of(SoundFormat format) {
    return new SoundCoding(format.codec(), format.rate(), format.channels());
  }

  SoundFormat format() {
    return SoundFormat.of(codec, rate, channels);
  }
}
