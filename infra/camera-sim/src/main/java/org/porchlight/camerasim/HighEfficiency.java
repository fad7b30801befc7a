package org.porchlight.camerasim;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/// Ways in which sound is HE-AAC (ISO/IEC 14496-3 4.6.18 and 8.6.4), and says so or not.
///
/// Behind the sound of each frame comes the smallest band replication that is valid: two subbands
/// above the others, made of one envelope. Only for one channel at 16,000 samples a second, of
/// which decoders make 32,000.
public enum HighEfficiency {
  /// The configuration is that of AAC-LC: decoders find out by themselves.
  UNSAID,
  /// Behind the configuration of AAC-LC there is more, which old decoders do not read.
  SAID_BEHIND,
  /// Object type 5.
  SAID,
  /// Object type 29: of one channel decoders make two, by parametric stereo.
  STEREO,
  /// Object type 5, and frames of AAC-LC.
  SAID_IN_VAIN;

  static final int RATE = 16_000;

  /// Number of 16,000 and 32,000 among the rates of AAC.
  private static final int RATE_INDEX = 8;

  private static final int TWICE_INDEX = 5;

  /// AudioSpecificConfig in hexadecimal.
  String config() {
    var bits = new Bits();
    switch (this) {
      case UNSAID -> lowComplexity(bits);
      case SAID_BEHIND -> {
        lowComplexity(bits);
        bits.put(0x2B7, 11).put(5, 5).put(1, 1).put(TWICE_INDEX, 4);
      }
      case SAID, SAID_IN_VAIN -> around(bits, 5);
      case STEREO -> around(bits, 29);
    }
    return HexFormat.of().formatHex(bits.aligned());
  }

  /// How long that is.
  int configBits() {
    return switch (this) {
      case UNSAID -> 16;
      case SAID_BEHIND -> 37;
      case SAID, SAID_IN_VAIN, STEREO -> 25;
    };
  }

  private static void lowComplexity(Bits bits) {
    bits.put(2, 5).put(RATE_INDEX, 4).put(1, 4).put(0, 3);
  }

  private static void around(Bits bits, int type) {
    bits.put(type, 5).put(RATE_INDEX, 4).put(1, 4).put(TWICE_INDEX, 4).put(2, 5).put(0, 3);
  }

  /// Whether descriptions tell time by the rate that decoders make of it.
  boolean isSaid() {
    return this != UNSAID;
  }

  /// A frame of AAC-LC with more behind its sound.
  byte[] frame(byte[] low) {
    if (this == SAID_IN_VAIN) {
      return low.clone();
    }
    // A frame ends with three ones and then zeros; what goes before the ones stays.
    var end = low.length * 8;
    while (end > 0 && (low[(end - 1) >> 3] >> (7 - ((end - 1) & 7)) & 1) == 0) {
      end--;
    }
    var bits = new Bits();
    for (var at = 0; at < end - 3; at++) {
      bits.put(low[at >> 3] >> (7 - (at & 7)) & 1, 1);
    }
    var more = replication();
    bits.put(6, 3).put(more.length, 4);
    for (var one : more) {
      bits.put(one & 0xFF, 8);
    }
    return bits.put(7, 3).aligned();
  }

  private byte[] replication() {
    var bits = new Bits().put(0xD, 4);
    // Header: fine steps; from subband 29 to 32, without the lowest; bands of two.
    bits.put(1, 1).put(0, 1).put(14, 4).put(0, 4).put(1, 3).put(0, 2).put(1, 1).put(0, 1);
    bits.put(0, 2).put(1, 1).put(0, 2);
    // One envelope for the whole frame, one band; no differences in time.
    bits.put(0, 1).put(0, 2).put(0, 2).put(0, 1).put(0, 2).put(0, 2);
    // How loud it is, and its noise; no tones.
    bits.put(20, 7).put(10, 5).put(0, 1);
    if (this == STEREO) {
      // Two bytes of parametric stereo: both sides alike.
      bits.put(1, 1).put(2, 4).put(2, 2).put(1, 1).put(0, 3).put(0, 3).put(0, 7);
    } else {
      bits.put(0, 1);
    }
    return bits.aligned();
  }

  /// Writes bits, the first ones on top.
  private static final class Bits {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int open;
    private int count;

    Bits put(int value, int length) {
      for (var i = length - 1; i >= 0; i--) {
        open = open << 1 | (value >> i & 1);
        if (++count == 8) {
          out.write(open);
          count = 0;
          open = 0;
        }
      }
      return this;
    }

    byte[] aligned() {
      while (count > 0) {
        put(0, 1);
      }
      return out.toByteArray();
    }
  }
}
