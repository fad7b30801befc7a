package org.porchlight.feeds.media;

import java.util.List;
import java.util.Optional;

/// What a decoder must know before the first sound. One or two channels, nothing else is let in.
public sealed interface SoundFormat {

  /// Samples a second and channel: also the clock in which sound is placed.
  int rate();

  int channels();

  /// As in RFC 6381, for example `mp4a.40.2`; for G.711 the name of its MP4 sample entry.
  String codecs();

  /// `AAC`, `ALAW`, `ULAW` or `FLAC`.
  String codec();

  /// Rates as ISO/IEC 14496-3 numbers them, from index 0.
  List<Integer> AAC_RATES =
      List.of(96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000);

  /// AAC-LC in frames of 1,024 samples.
  record Aac(int rate, int channels) implements SoundFormat {

    public static final int FRAME = 1024;

    /// Bytes of the largest frame: 6,144 bits a channel (ISO/IEC 14496-3 4.5.3.1).
    public static final int LARGEST = 2 * 768;

    public Aac {
      if (!AAC_RATES.contains(rate) || channels < 1 || channels > 2) {
        throw new MalformedVideo("AAC of %d channels at %d Hz".formatted(channels, rate));
      }
    }

    /// The format that an AudioSpecificConfig names (ISO/IEC 14496-3 1.6.2.1); empty if it is none
    /// that is let in.
    public static Optional<Aac> of(byte[] config) {
      if (config.length < 2) {
        return Optional.empty();
      }
      var bits = ((config[0] & 0xFF) << 8) | (config[1] & 0xFF);
      var rate = (bits >> 7) & 0xF;
      var channels = (bits >> 3) & 0xF;
      // Low complexity, 1,024 samples a frame, no core coder, no extension flag.
      var usual = bits >> 11 == 2 && (bits & 7) == 0;
      return usual && rate < AAC_RATES.size() && (channels == 1 || channels == 2)
          ? Optional.of(new Aac(AAC_RATES.get(rate), channels))
          : Optional.empty();
    }

    /// AudioSpecificConfig, 16 bits.
    public int config() {
      return (2 << 11) | (AAC_RATES.indexOf(rate) << 7) | (channels << 3);
    }

    @Override
    public String codecs() {
      return "mp4a.40.2";
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
  /// @throws IllegalArgumentException if this is no format that comes from cameras
  static SoundFormat of(String codec, int rate, int channels) {
    return switch (codec) {
      case "AAC" -> new Aac(rate, channels);
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
