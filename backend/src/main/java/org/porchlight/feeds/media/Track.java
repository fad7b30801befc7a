package org.porchlight.feeds.media;

import java.util.HexFormat;
import java.util.List;

/// The boxes that fragmented and plain MP4 have in common.
final class Track {

  static final int ID = 1;
  static final int SOUND_ID = 2;

  private Track() {}

  static void fileType(Boxes out, String major, String... others) {
    var box = out.begin("ftyp");
    out.ascii(major).u32(0x200);
    for (var brand : others) {
      out.ascii(brand);
    }
    out.end(box);
  }

  /// @param created seconds since 1904
  /// @param duration in milliseconds
  static void movieHeader(Boxes out, long created, long duration) {
    movieHeader(out, created, duration, ID);
  }

  /// @param tracks how many
  static void movieHeader(Boxes out, long created, long duration, int tracks) {
    var box = out.begin("mvhd", 1, 0);
    out.u64(created).u64(created).u32(1000).u64(duration);
    out.u32(0x0001_0000).u16(0x0100).zeros(10).matrix().zeros(24).u32(tracks + 1L);
    out.end(box);
  }

  static void trackHeader(Boxes out, VideoFormat format, long created, long duration) {
    var box = out.begin("tkhd", 1, 3);
    out.u64(created).u64(created).u32(ID).u32(0).u64(duration);
    out.zeros(16).matrix().u32((long) format.width() << 16).u32((long) format.height() << 16);
    out.end(box);
  }

  /// @param duration in [Timeline#TICKS]
  static void mediaHeader(Boxes out, long created, long duration) {
    var box = out.begin("mdhd", 1, 0);
    out.u64(created).u64(created).u32(Timeline.TICKS).u64(duration);
    out.u16(0x55C4).u16(0);
    out.end(box);
    box = out.begin("hdlr", 0, 0);
    out.u32(0).ascii("vide").zeros(12).ascii("Video").u8(0);
    out.end(box);
  }

  static void videoAndReferences(Boxes out) {
    var box = out.begin("vmhd", 0, 1);
    out.zeros(8);
    out.end(box);
    references(out);
  }

  private static void references(Boxes out) {
    var box = out.begin("dinf");
    var list = out.begin("dref", 0, 0);
    out.u32(1);
    var here = out.begin("url ", 0, 1);
    out.end(here);
    out.end(list);
    out.end(box);
  }

  /// @param duration in milliseconds
  static void soundHeader(Boxes out, long created, long duration) {
    var box = out.begin("tkhd", 1, 3);
    out.u64(created).u64(created).u32(SOUND_ID).u32(0).u64(duration);
    out.zeros(12).u16(0x0100).u16(0).matrix().zeros(8);
    out.end(box);
  }

  /// @param duration in samples
  static void soundMediaHeader(Boxes out, SoundFormat format, long created, long duration) {
    var box = out.begin("mdhd", 1, 0);
    out.u64(created).u64(created).u32(format.rate()).u64(duration);
    out.u16(0x55C4).u16(0);
    out.end(box);
    box = out.begin("hdlr", 0, 0);
    out.u32(0).ascii("soun").zeros(12).ascii("Sound").u8(0);
    out.end(box);
  }

  static void soundAndReferences(Boxes out) {
    var box = out.begin("smhd", 0, 0);
    out.zeros(4);
    out.end(box);
    references(out);
  }

  static void soundDescription(Boxes out, SoundFormat format) {
    var box = out.begin("stsd", 0, 0);
    out.u32(1);
    switch (format) {
      case SoundFormat.Aac aac -> {
        var entry = begin(out, "mp4a", format);
        aacConfiguration(out, aac);
        out.end(entry);
      }
      case SoundFormat.G711 g711 -> out.end(begin(out, g711.codecs(), format));
      case SoundFormat.Flac flac -> {
        var entry = begin(out, "fLaC", format);
        var info = Flac.streamInfo(flac.rate(), flac.channels());
        var config = out.begin("dfLa", 0, 0);
        // The last block of metadata, and its length.
        out.u32(0x8000_0000L | info.length).raw(info);
        out.end(config);
        out.end(entry);
      }
    }
    out.end(box);
  }

  private static int begin(Boxes out, String type, SoundFormat format) {
    var entry = out.begin(type);
    out.zeros(6).u16(1).zeros(8).u16(format.channels()).u16(16).zeros(4);
    out.u32((long) format.rate() << 16);
    return entry;
  }

  /// ISO/IEC 14496-1 7.2.6: object type 0x40 is AAC, whose configuration is in it.
  private static void aacConfiguration(Boxes out, SoundFormat.Aac aac) {
    var config = HexFormat.of().parseHex(aac.config());
    var box = out.begin("esds", 0, 0);
    out.u8(3).u8(23 + config.length).u16(SOUND_ID).u8(0);
    out.u8(4).u8(15 + config.length).u8(0x40).u8(0x15).zeros(3).u32(0).u32(0);
    out.u8(5).u8(config.length).raw(config);
    out.u8(6).u8(1).u8(2);
    out.end(box);
  }

  static void sampleDescription(Boxes out, VideoFormat format) {
    var box = out.begin("stsd", 0, 0);
    out.u32(1);
    switch (format) {
      case VideoFormat.Avc avc -> {
        var entry = begin(out, "avc1", format);
        avcConfiguration(out, avc);
        out.end(entry);
      }
      case VideoFormat.Hevc hevc -> {
        var entry = begin(out, "hvc1", format);
        hevcConfiguration(out, hevc);
        out.end(entry);
      }
      case VideoFormat.Jpeg _ -> {
        var entry = begin(out, "mp4v", format);
        jpegConfiguration(out);
        out.end(entry);
      }
    }
    out.end(box);
  }

  private static int begin(Boxes out, String type, VideoFormat format) {
    var entry = out.begin(type);
    out.zeros(6).u16(1).zeros(16).u16(format.width()).u16(format.height());
    out.u32(0x0048_0000).u32(0x0048_0000).u32(0).u16(1).zeros(32).u16(0x18).u16(0xFFFF);
    return entry;
  }

  /// ISO/IEC 14496-15 5.3.3.1.
  private static void avcConfiguration(Boxes out, VideoFormat.Avc avc) {
    var box = out.begin("avcC");
    var first = avc.sps().getFirst();
    out.u8(1).u8(first[1]).u8(first[2]).u8(first[3]).u8(0xFF).u8(0xE0 | avc.sps().size());
    sets(out, avc.sps());
    out.u8(avc.pps().size());
    sets(out, avc.pps());
    var profile = first[1] & 0xFF;
    if (profile == 100 || profile == 110 || profile == 122 || profile == 144) {
      // 4:2:0 in 8 bits, which is what cameras send; a decoder reads the truth from the set itself.
      out.u8(0xFC | 1).u8(0xF8).u8(0xF8).u8(0);
    }
    out.end(box);
  }

  /// ISO/IEC 14496-15 8.3.3.1.
  private static void hevcConfiguration(Boxes out, VideoFormat.Hevc hevc) {
    var box = out.begin("hvcC");
    var p = hevc.profile();
    out.u8(1).u8(p.space() << 6 | (p.highTier() ? 0x20 : 0) | p.profile());
    out.u32(p.compatibility()).u32(p.constraints() >>> 16).u16((int) p.constraints() & 0xFFFF);
    out.u8(p.level()).u16(0xF000).u8(0xFC).u8(0xFC | 1).u8(0xF8).u8(0xF8).u16(0).u8(0x0F);
    out.u8(3);
    out.u8(0x80 | 32).u16(hevc.vps().size());
    sets(out, hevc.vps());
    out.u8(0x80 | 33).u16(hevc.sps().size());
    sets(out, hevc.sps());
    out.u8(0x80 | 34).u16(hevc.pps().size());
    sets(out, hevc.pps());
    out.end(box);
  }

  /// ISO/IEC 14496-1 7.2.6: object type 0x6C is JPEG.
  private static void jpegConfiguration(Boxes out) {
    var box = out.begin("esds", 0, 0);
    out.u8(3).u8(21).u16(1).u8(0);
    out.u8(4).u8(13).u8(0x6C).u8(0x11).zeros(3).u32(0).u32(0);
    out.u8(6).u8(1).u8(2);
    out.end(box);
  }

  private static void sets(Boxes out, List<byte[]> sets) {
    for (var set : sets) {
      out.u16(set.length).raw(set);
    }
  }
}
