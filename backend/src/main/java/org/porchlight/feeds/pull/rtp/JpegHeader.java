package org.porchlight.feeds.pull.rtp;

import java.io.ByteArrayOutputStream;
import javax.imageio.plugins.jpeg.JPEGHuffmanTable;
import javax.imageio.plugins.jpeg.JPEGQTable;

/// The headers that RFC 2435 leaves out of a JPEG picture, and how it says to make them up.
final class JpegHeader {

  /// Where each element of a table in the order of JPEG stands in its rows.
  private static final int[] ZIGZAG = {
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63
  };

  private JpegHeader() {}

  /// Both quantization tables of a quality from 1 to 99, brightness first.
  static byte[] tables(int quality) {
    var factor = quality < 50 ? 5000 / quality : 200 - 2 * quality;
    var both = new byte[128];
    var bright = JPEGQTable.K1Luminance.getTable();
    var colour = JPEGQTable.K2Chrominance.getTable();
    for (var i = 0; i < 64; i++) {
      both[i] = (byte) Math.clamp((bright[ZIGZAG[i]] * factor + 50) / 100, 1, 255);
      both[64 + i] = (byte) Math.clamp((colour[ZIGZAG[i]] * factor + 50) / 100, 1, 255);
    }
    return both;
  }

  /// Everything before the scan.
  ///
  /// @param type 0 for 4:2:2, 1 for 4:2:0
  /// @param restart units between restart markers, or 0
  static byte[] of(int type, int width, int height, byte[] tables, int restart) {
    var out = new ByteArrayOutputStream(700);
    put(out, 0xFF, 0xD8);
    for (var i = 0; i < 2; i++) {
      put(out, 0xFF, 0xDB, 0, 67, i);
      out.write(tables, 64 * i, 64);
    }
    if (restart != 0) {
      put(out, 0xFF, 0xDD, 0, 4, restart >> 8, restart);
    }
    put(out, 0xFF, 0xC0, 0, 17, 8, height >> 8, height, width >> 8, width, 3);
    put(out, 1, type == 0 ? 0x21 : 0x22, 0, 2, 0x11, 1, 3, 0x11, 1);
    huffman(out, 0x00, JPEGHuffmanTable.StdDCLuminance);
    huffman(out, 0x10, JPEGHuffmanTable.StdACLuminance);
    huffman(out, 0x01, JPEGHuffmanTable.StdDCChrominance);
    huffman(out, 0x11, JPEGHuffmanTable.StdACChrominance);
    put(out, 0xFF, 0xDA, 0, 12, 3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0);
    return out.toByteArray();
  }

  private static void huffman(ByteArrayOutputStream out, int place, JPEGHuffmanTable table) {
    var lengths = table.getLengths();
    var values = table.getValues();
    var size = 2 + 1 + 16 + values.length;
    put(out, 0xFF, 0xC4, size >> 8, size, place);
    for (var i = 0; i < 16; i++) {
      out.write(i < lengths.length ? lengths[i] : 0);
    }
    for (var value : values) {
      out.write(value);
    }
  }

  private static void put(ByteArrayOutputStream out, int... bytes) {
    for (var one : bytes) {
      out.write(one);
    }
  }
}
