package org.porchlight.feeds.media;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// What a decoder must know before the first sound. One or two channels, nothing else is let in.
public sealed interface SoundFormat {

  /// Samples a second and channel, before a decoder makes more of them: also the clock in which
  /// sound is placed.
  int rate();

  int channels();

  /// As in RFC 6381, for example `mp4a.40.2`; for G.711 the name of its MP4 sample entry.
  String codecs();

  /// `AAC`, `ALAW`, `ULAW` or `FLAC`.
  String codec();

  /// Rates as ISO/IEC 14496-3 numbers them, from index 0.
  List<Integer> AAC_RATES =
      List.of(96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000);

  /// AAC-LC in frames of 1,024 samples, with or without more in them (HE-AAC): then a decoder makes
  /// more samples or channels of them than are said here, in the same time.
  ///
  /// @param rate of AAC-LC itself
  /// @param channels likewise
  /// @param config AudioSpecificConfig as the camera gave it, in hexadecimal
  record Aac(int rate, int channels, String config) implements SoundFormat {

    public static final int FRAME = 1024;

    /// Bytes of the largest frame: 6,144 bits a channel (ISO/IEC 14496-3 4.5.3.1).
    public static final int LARGEST = 2 * 768;

    /// The longest configuration that is understood, in hexadecimal digits.
    private static final int LONGEST = 16;

    public Aac {
      var read = config.length() > LONGEST ? Optional.<AacConfig>empty() : read(config);
      if (read.isEmpty() || read.get().rate() != rate || read.get().channels() != channels) {
        throw new MalformedVideo("AAC of %d channels at %d Hz".formatted(channels, rate));
      }
    }

    /// AAC-LC that says no more.
    public Aac(int rate, int channels) {
      this(rate, channels, usual(rate, channels));
    }

    /// The format that an AudioSpecificConfig names (ISO/IEC 14496-3 1.6.2.1); empty if it is none
    /// that is let in.
    public static Optional<Aac> of(byte[] config) {
      return AacConfig.read(config, 0, true).map(Aac::of);
    }

    /// The format that is named from this bit on, with something else behind it.
    public static Optional<Aac> within(byte[] bytes, int bit) {
      return AacConfig.read(bytes, bit, false).map(Aac::of);
    }

    private static Aac of(AacConfig read) {
      return new Aac(read.rate(), read.channels(), HexFormat.of().formatHex(read.config()));
    }

    private static Optional<AacConfig> read(String config) {
      try {
        return AacConfig.read(HexFormat.of().parseHex(config), 0, true);
      } catch (IllegalArgumentException notHexadecimal) {
        return Optional.empty();
      }
    }

    private static String usual(int rate, int channels) {
      return "%04x".formatted((2 << 11) | (AAC_RATES.indexOf(rate) << 7) | (channels << 3));
    }

    /// Whether it says no more than rate and channels.
    public boolean isUsual() {
      return config.equals(usual(rate, channels));
    }

    /// As in RFC 6381. HE-AAC that does not say that it is, is called what it says.
    @Override
    public String codecs() {
      return read(config).map(read -> read.kind().codecs).orElseThrow();
    }

    @Override
    public String codec() {
      return "AAC";
    }
  }

  /// ITU-T G.711: one byte a sample, the channels in turn.
  ///
  /// @param aLaw else mu-law
  record G711(boolean aLaw, int rate, int channels) implements SoundFormat {

    public G711 {
      if (rate < 8000 || rate > 48_000 || channels < 1 || channels > 2) {
        throw new MalformedVideo("G.711 of %d channels at %d Hz".formatted(channels, rate));
      }
    }

    @Override
    public String codecs() {
      return aLaw ? "alaw" : "ulaw";
    }

    @Override
    public String codec() {
      return aLaw ? "ALAW" : "ULAW";
    }
  }

  /// What browsers are sent instead of G.711, which they do not play: the same samples, 16 bits.
  record Flac(int rate, int channels) implements SoundFormat {

    @Override
    public String codecs() {
      return "flac";
    }

    @Override
    public String codec() {
      return "FLAC";
    }
  }

  /// Reads what was written down.
  ///
  /// @param config of AAC that says more than rate and channels; else empty
  /// @throws IllegalArgumentException if this is no format that comes from cameras
  static SoundFormat of(String codec, int rate, int channels, String config) {
    return switch (codec) {
      case "AAC" -> config.isEmpty() ? new Aac(rate, channels) : new Aac(rate, channels, config);
      case "ALAW" -> new G711(true, rate, channels);
      case "ULAW" -> new G711(false, rate, channels);
      default -> throw new IllegalArgumentException("no sound of cameras: " + codec);
    };
  }

  /// A moment of a timeline, in samples.
  default long samples(long ticks) {
    return Math.floorDiv(ticks * rate(), (long) Timeline.TICKS);
  }

  /// A moment in samples, on the timeline.
  default long ticks(long samples) {
    return Math.floorDiv(samples * Timeline.TICKS, (long) rate());
  }
}
