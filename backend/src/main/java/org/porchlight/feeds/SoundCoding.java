package org.porchlight.feeds;

import org.porchlight.feeds.media.SoundFormat;

/// What a decoder must know before the first sound, in a form that can be written down.
///
/// @param codec `AAC` (1,024 samples a frame), `ALAW` or `ULAW`
/// @param rate samples a second; of HE-AAC before a decoder makes twice as many of them
/// @param channels 1 or 2
/// @param config AudioSpecificConfig in hexadecimal, of AAC that says more than rate and channels;
///   else empty
public record SoundCoding(String codec, int rate, int channels, String config) {

  /// Takes what cameras send.
  ///
  /// @throws IllegalArgumentException if this is no coding of cameras
  public SoundCoding {
    try {
      SoundFormat.of(codec, rate, channels, config);
    } catch (RuntimeException damaged) {
      throw new IllegalArgumentException("not a coding of sound", damaged);
    }
  }

  /// Of which there is nothing more to say.
  public SoundCoding(String codec, int rate, int channels) {
    this(codec, rate, channels, "");
  }

  static SoundCoding of(SoundFormat format) {
    var config = format instanceof SoundFormat.Aac aac && !aac.isUsual() ? aac.config() : "";
    return new SoundCoding(format.codec(), format.rate(), format.channels(), config);
  }

  SoundFormat format() {
    return SoundFormat.of(codec, rate, channels, config);
  }
}
