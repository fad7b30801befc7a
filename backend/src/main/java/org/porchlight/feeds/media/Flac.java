package org.porchlight.feeds.media;

import java.nio.ByteBuffer;

/// Writes G.711 as FLAC (RFC 9639): the samples as they are, 16 bits each, not compressed. Little
/// sound for a moment is not worth an encoder.
final class Flac {

  /// The shortest block but for the last one.
  static final int SHORTEST = 16;

  private static final int LONGEST = 65_535;
  private static final short[] A_LAW = new short[256];
  private static final short[] MU_LAW = new short[256];

  static {
    for (var i = 0; i < 256; i++) {
      A_LAW[i] = aLaw(i);
      MU_LAW[i] = muLaw(i);
    }
  }

  private Flac() {}

  /// ITU-T G.711, table 1a.
  static short aLaw(int code) {
    var value = code ^ 0x55;
    var exponent = (value >> 4) & 7;
    var mantissa = (value & 0xF) << 4;
    var magnitude = exponent == 0 ? mantissa + 8 : (mantissa + 0x108) << (exponent - 1);
    return (short) ((value & 0x80) != 0 ? magnitude : -magnitude);
  }

  /// ITU-T G.711, table 2a.
  static short muLaw(int code) {
    var value = ~code & 0xFF;
    var magnitude = (((value & 0xF) << 3) + 0x84) << ((value >> 4) & 7);
    return (short) ((value & 0x80) != 0 ? 0x84 - magnitude : magnitude - 0x84);
  }

  /// What a decoder must know: STREAMINFO (RFC 9639 8.2).
  static byte[] streamInfo(int rate, int channels) {
    return ByteBuffer.allocate(34)
        .putShort((short) SHORTEST)
        .putShort((short) LONGEST)
        .put(new byte[6])
        .putLong(((long) rate << 44) | ((long) (channels - 1) << 41) | (15L << 36))
        .put(new byte[16])
        .array();
  }

  /// One frame (RFC 9639 9).
  ///
  /// @param number of its first sample
  /// @param bytes G.711, the channels in turn
  /// @param from first sample of it that is meant
  static byte[] frame(SoundFormat.G711 of, long number, byte[] bytes, int from, int length) {
    var channels = of.channels();
    var out = ByteBuffer.allocate(32 + channels * (1 + 2 * length));
    // Blocks of different lengths; length and rate stand behind the number; 16 bits.
    out.put((byte) 0xFF).put((byte) 0xF9).put((byte) 0x7D).put((byte) (((channels - 1) << 4) | 8));
    number(out, number & 0xF_FFFF_FFFFL);
    out.putShort((short) (length - 1)).putShort((short) of.rate());
    out.put((byte) crc8(out.array(), out.position()));
    var table = of.aLaw() ? A_LAW : MU_LAW;
    for (var channel = 0; channel < channels; channel++) {
      // Verbatim.
      out.put((byte) 0x02);
      for (var i = from; i < from + length; i++) {
        out.putShort(table[bytes[i * channels + channel] & 0xFF]);
      }
    }
    out.putShort((short) crc16(out.array(), out.position()));
    var frame = new byte[out.position()];
    out.get(0, frame);
    return frame;
  }

  /// As UTF-8 codes characters, up to 36 bits.
  private static void number(ByteBuffer out, long number) {
    if (number < 0x80) {
      out.put((byte) number);
      return;
    }
    var more = 1;
    while (more < 6 && number >>> (6 * more + 6 - more) != 0) {
      more++;
    }
    out.put((byte) ((0xFF00 >> (more + 1)) | (number >>> (6 * more))));
    for (var i = more - 1; i >= 0; i--) {
      out.put((byte) (0x80 | ((number >>> (6 * i)) & 0x3F)));
    }
  }

  private static int crc8(byte[] bytes, int length) {
    var crc = 0;
    for (var i = 0; i < length; i++) {
      crc ^= bytes[i] & 0xFF;
      for (var bit = 0; bit < 8; bit++) {
        crc = (crc & 0x80) != 0 ? (crc << 1) ^ 0x107 : crc << 1;
      }
    }
    return crc;
  }

  private static int crc16(byte[] bytes, int length) {
    var crc = 0;
    for (var i = 0; i < length; i++) {
      crc ^= (bytes[i] & 0xFF) << 8;
      for (var bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) != 0 ? (crc << 1) ^ 0x1_8005 : crc << 1;
      }
    }
    return crc;
  }
}
