package org.porchlight.feeds.media;

/// Reads the bits of a parameter set, with the emulation prevention bytes (H.264 7.4.1.1) left out.
///
/// Cameras are not trusted: whatever is read beyond the end, or makes no sense, throws
/// [MalformedVideo].
final class BitReader {

  private final byte[] bytes;
  private final int length;
  private int bit;

  BitReader(byte[] nal, int skipped) {
    this.bytes = new byte[nal.length];
    var zeros = 0;
    var to = 0;
    for (var i = skipped; i < nal.length; i++) {
      if (zeros >= 2 && nal[i] == 3) {
        zeros = 0;
        continue;
      }
      zeros = nal[i] == 0 ? zeros + 1 : 0;
      bytes[to++] = nal[i];
    }
    this.length = to * 8;
  }

  int bit() {
    if (bit >= length) {
      throw new MalformedVideo("parameter set ends too early");
    }
    var value = bytes[bit >> 3] >> (7 - (bit & 7)) & 1;
    bit++;
    return value;
  }

  boolean flag() {
    return bit() == 1;
  }

  /// @param count at most 32
  long bits(int count) {
    var value = 0L;
    for (var i = 0; i < count; i++) {
      value = value << 1 | bit();
    }
    return value;
  }

  void skip(int count) {
    bit += count;
    if (bit > length) {
      throw new MalformedVideo("parameter set ends too early");
    }
  }

  /// Exp-Golomb code, unsigned.
  int ue() {
    var zeros = 0;
    while (bit() == 0) {
      if (++zeros > 31) {
        throw new MalformedVideo("number too long");
      }
    }
    var value = (1L << zeros) - 1 + bits(zeros);
    if (value > Integer.MAX_VALUE) {
      throw new MalformedVideo("number too large");
    }
    return (int) value;
  }

  /// Exp-Golomb code, unsigned, with a limit so that a hostile stream cannot make a loop long.
  int ue(int most) {
    var value = ue();
    if (value > most) {
      throw new MalformedVideo("number out of range: " + value);
    }
    return value;
  }

  /// Exp-Golomb code, signed.
  int se() {
    var code = ue();
    return (code & 1) == 1 ? (code >>> 1) + 1 : -(code >>> 1);
  }
}
