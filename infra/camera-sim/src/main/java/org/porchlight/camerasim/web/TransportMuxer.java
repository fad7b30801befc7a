package org.porchlight.camerasim.web;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.porchlight.camerasim.Sound;

/// Packs H.264 and sound into an MPEG transport stream (ISO/IEC 13818-1): one program.
final class TransportMuxer {

  private static final int PACKET = 188;
  private static final int TABLE_PID = 0x1000;
  private static final int VIDEO_PID = 0x100;
  private static final int SOUND_PID = 0x101;
  private static final int H264 = 0x1B;

  private final boolean video;
  private final @Nullable Sound sound;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final int[] counters = new int[4];

  /// @param video whether there are pictures
  /// @param sound what is said to be there; null if there is none
  TransportMuxer(boolean video, @Nullable Sound sound) {
    this.video = video;
    this.sound = sound;
  }

  /// What was packed since the last time.
  byte[] take() {
    var bytes = out.toByteArray();
    out.reset();
    return bytes;
  }

  /// Says where the video is; before every keyframe, so that a viewer can come in there.
  void tables() {
    var programs =
        new byte[] {
          0,
          0,
          (byte) 0xB0,
          13,
          0,
          1,
          (byte) 0xC1,
          0,
          0,
          0,
          1,
          (byte) (0xE0 | (TABLE_PID >> 8)),
          (byte) TABLE_PID
        };
    section(0, 0, programs);
    var tracks = new ByteArrayOutputStream();
    var first = video ? VIDEO_PID : SOUND_PID;
    var count = (video ? 1 : 0) + (sound == null ? 0 : 1);
    tracks.writeBytes(
        new byte[] {
          0,
          2,
          (byte) 0xB0,
          (byte) (13 + 5 * count),
          0,
          1,
          (byte) 0xC1,
          0,
          0,
          (byte) (0xE0 | (first >> 8)),
          (byte) first,
          (byte) 0xF0,
          0
        });
    if (sound != null) {
      track(tracks, typeOf(sound), SOUND_PID);
    }
    if (video) {
      track(tracks, H264, VIDEO_PID);
    }
    section(1, TABLE_PID, tracks.toByteArray());
  }

  private static void track(ByteArrayOutputStream to, int type, int pid) {
    to.writeBytes(new byte[] {(byte) type, (byte) (0xE0 | (pid >> 8)), (byte) pid, (byte) 0xF0, 0});
  }

  /// ADTS, and what GB/T 28181 has for G.711.
  private static int typeOf(Sound of) {
    return switch (of.coding()) {
      case AAC -> 0x0F;
      case ALAW -> 0x90;
      case ULAW -> 0x91;
    };
  }

  private void section(int counter, int pid, byte[] table) {
    var packet = new byte[PACKET];
    Arrays.fill(packet, (byte) 0xFF);
    header(packet, pid, true, 1, counter);
    System.arraycopy(table, 0, packet, 4, table.length);
    var crc = crc(table);
    for (var i = 0; i < 4; i++) {
      packet[4 + table.length + i] = (byte) (crc >> (24 - 8 * i));
    }
    out.writeBytes(packet);
  }

  /// Packs one picture.
  ///
  /// @param annexB with start codes
  /// @param ticks when it is shown, 90,000 a second
  void picture(byte[] annexB, long ticks) {
    var pes = begin(0xE0, ticks);
    pes.writeBytes(new byte[] {0, 0, 0, 1, 9, (byte) 0xF0});
    pes.writeBytes(annexB);
    packets(pes.toByteArray(), VIDEO_PID, 2, ticks);
  }

  /// Packs the sound that begins in this stretch of time, if there is some.
  void sound(@Nullable Sound of, long from, long to) {
    if (of == null || of.pieces().isEmpty()) {
      return;
    }
    for (var number = Packaging.piece(of, from); number < Packaging.piece(of, to); number++) {
      var ticks = number * of.samplesOfPiece() * 90_000 / of.rate();
      var piece = (int) (number % of.pieces().size());
      var pes = begin(0xC0, ticks);
      pes.writeBytes(of.coding() == Sound.Coding.AAC ? of.adts(piece) : of.pieces().get(piece));
      packets(pes.toByteArray(), SOUND_PID, 3, ticks);
    }
  }

  private static ByteArrayOutputStream begin(int stream, long ticks) {
    var pes = new ByteArrayOutputStream();
    pes.writeBytes(new byte[] {0, 0, 1, (byte) stream, 0, 0, (byte) 0x80, (byte) 0x80, 5});
    pes.write((int) (0x21 | ((ticks >> 29) & 0x0E)));
    pes.write((int) (ticks >> 22));
    pes.write((int) ((ticks >> 14) | 1));
    pes.write((int) (ticks >> 7));
    pes.write((int) ((ticks << 1) | 1));
    return pes;
  }

  private void packets(byte[] pes, int pid, int counter, long ticks) {
    for (var at = 0; at < pes.length; ) {
      at += packet(pes, at, pid, counter, ticks);
    }
  }

  private int packet(byte[] pes, int at, int pid, int counter, long ticks) {
    var first = at == 0;
    var packet = new byte[PACKET];
    var clock = first ? 8 : 0;
    var count = Math.min(pes.length - at, PACKET - 4 - clock);
    var stuffing = PACKET - 4 - count;
    header(packet, pid, first, stuffing > 0 ? 3 : 1, counter);
    if (stuffing > 0) {
      packet[4] = (byte) (stuffing - 1);
      Arrays.fill(packet, 5, 4 + stuffing, (byte) 0xFF);
      if (stuffing > 1) {
        packet[5] = (byte) (first ? 0x10 : 0);
      }
      if (first) {
        var base = ticks & 0x1_FFFF_FFFFL;
        packet[6] = (byte) (base >> 25);
        packet[7] = (byte) (base >> 17);
        packet[8] = (byte) (base >> 9);
        packet[9] = (byte) (base >> 1);
        packet[10] = (byte) ((base << 7) | 0x7E);
        packet[11] = 0;
      }
    }
    System.arraycopy(pes, at, packet, 4 + stuffing, count);
    out.writeBytes(packet);
    return count;
  }

  private void header(byte[] packet, int pid, boolean begins, int content, int counter) {
    packet[0] = 0x47;
    packet[1] = (byte) ((begins ? 0x40 : 0) | (pid >> 8));
    packet[2] = (byte) pid;
    packet[3] = (byte) ((content << 4) | (counters[counter]++ & 0x0F));
  }

  private static int crc(byte[] table) {
    var crc = -1;
    for (var i = 1; i < table.length; i++) {
      crc ^= table[i] << 24;
      for (var bit = 0; bit < 8; bit++) {
        crc = crc < 0 ? (crc << 1) ^ 0x04C1_1DB7 : crc << 1;
      }
    }
    return crc;
  }
}
