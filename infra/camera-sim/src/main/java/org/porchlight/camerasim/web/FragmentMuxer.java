package org.porchlight.camerasim.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.porchlight.camerasim.Clip;

/// Packs H.264 into fragments of MP4 (ISO/IEC 14496-12 8.8), as HLS has them.
final class FragmentMuxer {

  private static final int TICKS = 90_000;

  private FragmentMuxer() {}

  /// What comes before all fragments.
  static byte[] header(Clip clip) {
    var units = clip.units(0);
    var sps = unit(units, 7);
    var pps = unit(units, 8);
    var configuration =
        bytes(
            new byte[] {1, sps[1], sps[2], sps[3], -1, (byte) 0xE1},
            new byte[] {(byte) (sps.length >> 8), (byte) sps.length},
            sps,
            new byte[] {1, (byte) (pps.length >> 8), (byte) pps.length},
            pps);
    var entry =
        box(
            "avc1",
            new byte[6],
            u16(1),
            new byte[16],
            u16(clip.width()),
            u16(clip.height()),
            u32(0x0048_0000),
            u32(0x0048_0000),
            u32(0),
            u16(1),
            new byte[32],
            u16(0x18),
            u16(0xFFFF),
            box("avcC", configuration));
    var table =
        box(
            "stbl",
            box("stsd", u32(0), u32(1), entry),
            box("stts", new byte[8]),
            box("stsc", new byte[8]),
            box("stsz", new byte[12]),
            box("stco", new byte[8]));
    var media =
        box(
            "mdia",
            box("mdhd", u32(0), new byte[8], u32(TICKS), u32(0), u16(0x55C4), u16(0)),
            box("hdlr", new byte[8], ascii("vide"), new byte[13]),
            box("minf", box("vmhd", u32(1), new byte[8]), box("dinf"), table));
    var track = box("trak", box("tkhd", u32(3), new byte[8], u32(1), new byte[68]), media);
    var defaults = box("mvex", box("trex", u32(0), u32(1), u32(1), new byte[12]));
    return bytes(
        box("ftyp", ascii("iso5"), u32(512), ascii("iso5")),
        box("moov", box("mvhd", new byte[12], u32(1000), new byte[84]), track, defaults));
  }

  /// Packs pictures that follow each other.
  ///
  /// @param numbers of the pictures since the camera's beginning
  static byte[] fragment(WebCamera camera, List<Long> numbers) {
    var step = TICKS / camera.clip().framesPerSecond();
    var content = new ByteArrayOutputStream();
    var run = new ByteArrayOutputStream();
    for (var number : numbers) {
      var before = content.size();
      for (var unit : camera.clip().units(camera.frame(number))) {
        content.writeBytes(u32(unit.length));
        content.writeBytes(unit);
      }
      run.writeBytes(u32(step));
      run.writeBytes(u32(content.size() - before));
    }
    var first = numbers.isEmpty() ? 0 : numbers.getFirst();
    var time = camera.ticks(first, TICKS);
    var length = fragment(first, time, numbers.size(), run.toByteArray(), 0).length;
    return bytes(
        fragment(first, time, numbers.size(), run.toByteArray(), length + 8),
        box("mdat", content.toByteArray()));
  }

  private static byte[] fragment(long first, long time, int count, byte[] run, int dataAt) {
    return box(
        "moof",
        box("mfhd", u32(0), u32((int) first)),
        box(
            "traf",
            box("tfhd", u32(0x02_0000), u32(1)),
            box("tfdt", u32(0x0100_0000), u32((int) (time >> 32)), u32((int) time)),
            box("trun", u32(0x301), u32(count), u32(dataAt), run)));
  }

  private static byte[] unit(List<byte[]> units, int type) {
    return units.stream().filter(unit -> (unit[0] & 0x1F) == type).findFirst().orElseThrow();
  }

  private static byte[] box(String type, byte[]... contents) {
    var content = bytes(contents);
    return bytes(u32(8 + content.length), ascii(type), content);
  }

  private static byte[] bytes(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (var part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static byte[] u16(int value) {
    return new byte[] {(byte) (value >> 8), (byte) value};
  }

  private static byte[] u32(int value) {
    return bytes(u16(value >>> 16), u16(value));
  }
}
