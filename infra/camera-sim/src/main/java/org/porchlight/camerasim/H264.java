package org.porchlight.camerasim;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads just as much H.264 (ITU-T H.264, 7.3 and Annex B) as packetising needs.
final class H264 {

  static final int IDR_SLICE = 5;
  static final int SPS = 7;
  static final int PPS = 8;
  private static final int DELIMITER = 9;

  private H264() {}

  static int typeOf(byte[] nal) {
    return nal[0] & 0x1f;
  }

  /// One coded picture with what stands before it: its NAL units without start codes.
  record AccessUnit(List<byte[]> nals) {

    boolean isKey() {
      return nals.stream().anyMatch(nal -> typeOf(nal) == IDR_SLICE);
    }

    byte[] annexB() {
      var out = new ByteArrayOutputStream();
      for (var nal : nals) {
        out.writeBytes(new byte[] {0, 0, 0, 1});
        out.writeBytes(nal);
      }
      return out.toByteArray();
    }
  }

  /// Cuts a byte stream into access units. Delimiters are left out, because RTP marks the end of a
  /// picture by itself.
  static List<AccessUnit> accessUnits(byte[] annexB) {
    var units = new ArrayList<AccessUnit>();
    var nals = new ArrayList<byte[]>();
    var pictureSeen = false;
    for (var nal : nalsOf(annexB)) {
      var type = typeOf(nal);
      var isSlice = type >= 1 && type <= IDR_SLICE;
      // A slice whose first_mb_in_slice is 0, which Exp-Golomb writes as a leading 1, begins a
      // picture; everything that is no slice stands before its picture.
      var begins = isSlice ? (nal[1] & 0x80) != 0 : true;
      if (pictureSeen && begins) {
        units.add(new AccessUnit(List.copyOf(nals)));
        nals.clear();
        pictureSeen = false;
      }
      if (type != DELIMITER) {
        nals.add(nal);
      }
      pictureSeen |= isSlice;
    }
    if (pictureSeen) {
      units.add(new AccessUnit(List.copyOf(nals)));
    }
    return List.copyOf(units);
  }

  private static List<byte[]> nalsOf(byte[] annexB) {
    var nals = new ArrayList<byte[]>();
    var begin = -1;
    for (var i = 0; i + 2 < annexB.length; i++) {
      if (annexB[i] == 0 && annexB[i + 1] == 0 && annexB[i + 2] == 1) {
        if (begin >= 0) {
          nals.add(withoutTrailingZeros(annexB, begin, i));
        }
        begin = i + 3;
        i += 2;
      }
    }
    if (begin >= 0) {
      nals.add(withoutTrailingZeros(annexB, begin, annexB.length));
    }
    return nals;
  }

  private static byte[] withoutTrailingZeros(byte[] annexB, int from, int to) {
    var end = to;
    while (end > from && annexB[end - 1] == 0) {
      end--;
    }
    return Arrays.copyOfRange(annexB, from, end);
  }

  record Size(int width, int height) {}

  /// Picture size as the sequence parameter set says it, after cropping.
  static Size sizeIn(byte[] sps) {
    var bits = new Bits(sps);
    bits.skip(8);
    var profile = bits.read(8);
    bits.skip(16);
    bits.unsigned();
    var chroma = 1;
    if (profile >= 100 || profile == 44) {
      chroma = bits.unsigned();
      if (chroma == 3) {
        bits.skip(1);
      }
      bits.unsigned();
      bits.unsigned();
      bits.skip(1);
      if (bits.read(1) == 1) {
        throw new IllegalArgumentException("scaling matrices in the SPS are not supported");
      }
    }
    bits.unsigned();
    var orderType = bits.unsigned();
    if (orderType == 0) {
      bits.unsigned();
    } else if (orderType == 1) {
      throw new IllegalArgumentException("picture order count type 1 is not supported");
    }
    bits.unsigned();
    bits.skip(1);
    var macroblocksWide = bits.unsigned() + 1;
    var mapUnitsHigh = bits.unsigned() + 1;
    var framesOnly = bits.read(1);
    if (framesOnly == 0) {
      bits.skip(1);
    }
    bits.skip(1);
    var width = macroblocksWide * 16;
    var height = mapUnitsHigh * 16 * (2 - framesOnly);
    if (bits.read(1) == 1) {
      var stepX = chroma == 1 || chroma == 2 ? 2 : 1;
      var stepY = (chroma == 1 ? 2 : 1) * (2 - framesOnly);
      width -= stepX * (bits.unsigned() + bits.unsigned());
      height -= stepY * (bits.unsigned() + bits.unsigned());
    }
    return new Size(width, height);
  }

  /// Bits of a NAL unit, emulation prevention bytes taken out.
  private static final class Bits {

    private final byte[] bytes;
    private int position;

    Bits(byte[] nal) {
      var out = new ByteArrayOutputStream();
      var zeros = 0;
      for (var b : nal) {
        if (zeros >= 2 && b == 3) {
          zeros = 0;
        } else {
          out.write(b);
          zeros = b == 0 ? zeros + 1 : 0;
        }
      }
      bytes = out.toByteArray();
    }

    int read(int count) {
      var value = 0;
      for (var i = 0; i < count; i++) {
        if (position >= bytes.length * 8) {
          throw new IllegalArgumentException("the SPS ends too early");
        }
        value = (value << 1) | ((bytes[position / 8] >> (7 - position % 8)) & 1);
        position++;
      }
      return value;
    }

    void skip(int count) {
      read(count);
    }

    /// An unsigned Exp-Golomb number.
    int unsigned() {
      var zeros = 0;
      while (read(1) == 0) {
        zeros++;
      }
      return (1 << zeros) - 1 + read(zeros);
    }
  }
}
