package org.porchlight.feeds.media;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An AudioSpecificConfig (ISO/IEC 14496-3 1.6.2.1) of what is let in: AAC-LC in frames of 1,024
/// samples, and HE-AAC that says it is, which is AAC-LC with more in its frames.
///
/// @param rate of AAC-LC itself, without what is built on it
/// @param channels likewise
/// @param config up to the last byte that was understood, the bits behind it zero
@SuppressWarnings("ArrayRecordComponent")
record AacConfig(int rate, int channels, Kind kind, byte[] config) {

  private static final int LOW_COMPLEXITY = 2;
  private static final int BAND_REPLICATION = 5;
  private static final int PARAMETRIC_STEREO = 29;

  /// What announces an extension behind a configuration that those who do not know it understand.
  private static final int BAND_REPLICATION_FOLLOWS = 0x2B7;

  private static final int PARAMETRIC_STEREO_FOLLOWS = 0x548;

  /// What is in the frames, with its number in RFC 6381.
  enum Kind {
    LOW_COMPLEXITY("mp4a.40.2"),
    /// Twice the rate (SBR).
    HIGH_EFFICIENCY("mp4a.40.5"),
    /// Twice the rate, and one channel becomes two (PS).
    HIGH_EFFICIENCY_STEREO("mp4a.40.29");

    final String codecs;

    Kind(String codecs) {
      this.codecs = codecs;
    }
  }

  /// Reads one.
  ///
  /// @param from number of its first bit
  /// @param whole whether the bytes end with it, so that it may have more behind it
  /// @return empty if it is none that is let in
  static Optional<AacConfig> read(byte[] in, int from, boolean whole) {
    try {
      return Optional.ofNullable(new Reader(in, from).read(whole));
    } catch (IndexOutOfBoundsException endsTooEarly) {
      return Optional.empty();
    }
  }

  private static final class Reader {

    private final byte[] in;
    private final int from;
    private int at;

    Reader(byte[] in, int from) {
      this.in = in;
      this.from = from;
      this.at = from;
    }

    @Nullable AacConfig read(boolean whole) {
      var type = bits(5);
      var rate = rate();
      var channels = bits(4);
      var kind = Kind.LOW_COMPLEXITY;
      if (type == BAND_REPLICATION || type == PARAMETRIC_STEREO) {
        kind = type == BAND_REPLICATION ? Kind.HIGH_EFFICIENCY : Kind.HIGH_EFFICIENCY_STEREO;
        if (!isBuiltOn(rate, rate())) {
          return null;
        }
        type = bits(5);
      }
      // 1,024 samples a frame, no core coder, no extension flag.
      if (type != LOW_COMPLEXITY || bits(3) != 0) {
        return null;
      }
      if (whole && kind == Kind.LOW_COMPLEXITY) {
        var extended = extension(rate);
        if (extended == null) {
          return null;
        }
        kind = extended;
      }
      var usual = rate > 0 && (channels == 1 || channels == 2);
      return usual && (channels == 1 || kind != Kind.HIGH_EFFICIENCY_STEREO)
          ? new AacConfig(rate, channels, kind, taken())
          : null;
    }

    /// @return null if what it says makes no sense
    private @Nullable Kind extension(int rate) {
      var end = at;
      if (left() < 16 || bits(11) != BAND_REPLICATION_FOLLOWS || bits(5) != BAND_REPLICATION) {
        at = end;
        return Kind.LOW_COMPLEXITY;
      }
      if (bits(1) == 0) {
        return Kind.LOW_COMPLEXITY;
      }
      if (!isBuiltOn(rate, rate())) {
        return null;
      }
      end = at;
      if (left() < 12 || bits(11) != PARAMETRIC_STEREO_FOLLOWS) {
        at = end;
        return Kind.HIGH_EFFICIENCY;
      }
      return bits(1) == 1 ? Kind.HIGH_EFFICIENCY_STEREO : Kind.HIGH_EFFICIENCY;
    }

    /// Twice the rate, or only more in the same one.
    private static boolean isBuiltOn(int rate, int extended) {
      return extended == rate || extended == 2 * rate;
    }

    /// 0 for one that is not let in.
    private int rate() {
      var index = bits(4);
      return index < SoundFormat.AAC_RATES.size() ? SoundFormat.AAC_RATES.get(index) : 0;
    }

    private int left() {
      return in.length * 8 - at;
    }

    private int bits(int count) {
      var value = 0;
      for (var i = 0; i < count; i++, at++) {
        value = value << 1 | (in[at >> 3] >> (7 - (at & 7)) & 1);
      }
      return value;
    }

    private byte[] taken() {
      var length = at - from;
      if (from == 0 && length % 8 == 0) {
        return Arrays.copyOf(in, length / 8);
      }
      at = from;
      var out = new byte[(length + 7) / 8];
      for (var i = 0; i < length; i++) {
        out[i >> 3] |= (byte) (bits(1) << (7 - (i & 7)));
      }
      return out;
    }
  }
}
