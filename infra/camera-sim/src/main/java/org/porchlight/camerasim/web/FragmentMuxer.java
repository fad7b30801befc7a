package org.porchlight.camerasim.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.porchlight.camerasim.Clip;
import org.porchlight.camerasim.Sound;

/// Packs H.264 and sound into fragments of MP4 (ISO/IEC 14496-12 8.8), as HLS has them.
final class FragmentMuxer {

  private static final int TICKS = 90_000;
  private static final int VIDEO = 1;
  private static final int SOUND = 2;

  private FragmentMuxer() {}

  /// What comes before all fragments.
  ///
  /// @param video whether there are pictures
  /// @param sound null if there is none
  static byte[] header(Clip clip, boolean video, @Nullable Sound sound) {
    return bytes(
        box("ftyp", ascii("iso5"), u32(512), ascii("iso5")),
        box(
            "moov",
            box("mvhd", new byte[12], u32(1000), new byte[84]),
            // Those who read a file to find the pictures must not expect them to come first.
            sound == null ? new byte[0] : track(SOUND, sound.rate(), "soun", "smhd", entry(sound)),
            video ? track(VIDEO, TICKS, "vide", "vmhd", entry(clip)) : new byte[0],
            box("mvex", defaults(VIDEO), defaults(SOUND))));
  }

  private static byte[] track(int id, int clock, String kind, String head, byte[] entry) {
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
            box("mdhd", u32(0), new byte[8], u32(clock), u32(0), u16(0x55C4), u16(0)),
            box("hdlr", new byte[8], ascii(kind), new byte[13]),
            box("minf", box(head, u32(1), new byte[8]), box("dinf"), table));
    return box("trak", box("tkhd", u32(3), new byte[8], u32(id), new byte[68]), media);
  }

  private static byte[] defaults(int id) {
    return box("trex", u32(0), u32(id), u32(1), new byte[12]);
  }

  private static byte[] entry(Sound sound) {
    var about =
        bytes(
            new byte[6],
            u16(1),
            new byte[8],
            u16(1),
            u16(16),
            new byte[4],
            u32(sound.rate() << 16));
    return switch (sound.coding()) {
      case ALAW -> box("alaw", about);
      case ULAW -> box("ulaw", about);
      case AAC -> {
        var config = HexFormat.of().parseHex(sound.aacConfig());
        var length = new byte[] {5, (byte) config.length};
        var decoder = bytes(new byte[] {0x40, 0x15}, new byte[11], length, config);
        var stream =
            bytes(
                u16(SOUND),
                new byte[] {0, 4, (byte) decoder.length},
                decoder,
                new byte[] {6, 1, 2});
        yield box("mp4a", about, box("esds", u32(0), new byte[] {3, (byte) stream.length}, stream));
      }
    };
  }

  private static byte[] entry(Clip clip) {
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
    return box(
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
  }

  /// Packs pictures that follow each other, and behind them the sound of this stretch of time.
  ///
  /// @param numbers of the pictures since the camera's beginning
  /// @param sound null if there is none
  static byte[] fragment(
      WebCamera camera, List<Long> numbers, @Nullable Sound sound, long from, long to) {
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
    var soundAt = content.size();
    var soundRun = new ByteArrayOutputStream();
    var count = 0;
    var begin = 0L;
    if (sound != null && !sound.pieces().isEmpty()) {
      var first = Packaging.piece(sound, from);
      begin = first * sound.samplesOfPiece();
      for (var piece = first; piece < Packaging.piece(sound, to); piece++) {
        var bytes = sound.pieces().get((int) (piece % sound.pieces().size()));
        content.writeBytes(bytes);
        // Of G.711 every byte is a sample.
        if (sound.coding() == Sound.Coding.AAC) {
          soundRun.writeBytes(u32(sound.samplesOfPiece()));
          soundRun.writeBytes(u32(bytes.length));
          count++;
        } else {
          count += bytes.length;
          for (var i = 0; i < bytes.length; i++) {
            soundRun.writeBytes(u32(1));
            soundRun.writeBytes(u32(1));
          }
        }
      }
    }
    var first = numbers.isEmpty() ? 0 : numbers.getFirst();
    var pictures = new Run(VIDEO, camera.ticks(first, TICKS), numbers.size(), run.toByteArray());
    var heard = new Run(SOUND, begin, count, soundRun.toByteArray());
    var length = index(first, pictures, heard, 0, 0).length;
    return bytes(
        index(first, pictures, heard, length + 8, length + 8 + soundAt),
        box("mdat", content.toByteArray()));
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Run(int track, long time, int count, byte[] samples) {}

  private static byte[] index(long first, Run pictures, Run sound, int dataAt, int soundAt) {
    return box(
        "moof",
        box("mfhd", u32(0), u32((int) first)),
        pictures.count() == 0 ? new byte[0] : run(pictures, dataAt),
        sound.count() == 0 ? new byte[0] : run(sound, soundAt));
  }

  private static byte[] run(Run of, int dataAt) {
    return box(
        "traf",
        box("tfhd", u32(0x02_0000), u32(of.track())),
        box("tfdt", u32(0x0100_0000), u32((int) (of.time() >> 32)), u32((int) of.time())),
        box("trun", u32(0x301), u32(of.count()), u32(dataAt), of.samples()));
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
