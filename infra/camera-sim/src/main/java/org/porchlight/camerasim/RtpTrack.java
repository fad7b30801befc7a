package org.porchlight.camerasim;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.porchlight.camerasim.CameraOptions.ParameterSets;
import org.porchlight.camerasim.H264.AccessUnit;

/// One medium of a clip, cut into RTP packets that wait for their sequence number, time stamp and
/// source, and stand in the interleaved frames of RFC 2326, 10.12.
///
/// @param payloadType RTP payload type
/// @param clockRate ticks of the time stamp a second
/// @param ticksPerUnit ticks from one unit to the next
/// @param units pictures, or stretches of sound
record RtpTrack(int payloadType, int clockRate, int ticksPerUnit, List<Unit> units) {

  static final int VIDEO_TYPE = 96;
  static final int ULAW_TYPE = 0;
  static final int ALAW_TYPE = 8;
  static final int AAC_TYPE = 97;

  /// `$`, channel and length before each RTP packet.
  static final int FRAME_HEADER = 4;

  static final int RTP_HEADER = 12;
  private static final int VIDEO_CLOCK = 90_000;

  /// Fits an Ethernet frame, as cameras do, though TCP would carry more.
  private static final int LARGEST_PAYLOAD = 1_400;

  private static final int STAP_A = 24;
  private static final int FU_A = 28;

  /// What is due at one moment: interleaved frames, one after the other.
  static final class Unit {

    private final byte[] frames;
    private final int[] starts;
    private final boolean key;

    private Unit(byte[] frames, int[] starts, boolean key) {
      this.frames = frames;
      this.starts = starts;
      this.key = key;
    }

    boolean isKey() {
      return key;
    }

    int packets() {
      return starts.length;
    }

    /// Bytes of all packets with their interleaved headers.
    int size() {
      return frames.length;
    }

    /// Bytes of one packet with its interleaved header.
    int size(int packet) {
      return (packet + 1 < starts.length ? starts[packet + 1] : frames.length) - starts[packet];
    }

    void copy(int packet, ByteBuffer to) {
      to.put(frames, starts[packet], size(packet));
    }
  }

  static RtpTrack ofVideo(List<AccessUnit> pictures, int framesPerSecond, ParameterSets where) {
    if (VIDEO_CLOCK % framesPerSecond != 0) {
      throw new IllegalArgumentException("90,000 is not a multiple of " + framesPerSecond);
    }
    return new RtpTrack(
        VIDEO_TYPE,
        VIDEO_CLOCK,
        VIDEO_CLOCK / framesPerSecond,
        pictures.stream().map(picture -> unitOf(picture, where)).toList());
  }

  static RtpTrack ofSound(Sound sound) {
    var type = typeOf(sound.coding());
    var units = new ArrayList<Unit>();
    for (var piece : sound.pieces()) {
      var out = new Packets(type);
      var payload = sound.latm() ? latm(piece) : payloadOf(sound.coding(), piece);
      out.add(payload, sound.coding() == Sound.Coding.AAC);
      units.add(out.unit(true));
    }
    return new RtpTrack(type, sound.clockRate(), sound.ticksOfPiece(), List.copyOf(units));
  }

  static int typeOf(Sound.Coding coding) {
    return switch (coding) {
      case ALAW -> ALAW_TYPE;
      case ULAW -> ULAW_TYPE;
      case AAC -> AAC_TYPE;
    };
  }

  /// AAC by RFC 6416: one frame, and before it its size in bytes of 255 and a smaller one.
  private static ByteBuffer latm(byte[] piece) {
    var full = piece.length / 255;
    var payload = ByteBuffer.allocate(full + 1 + piece.length);
    for (var i = 0; i < full; i++) {
      payload.put((byte) 255);
    }
    return payload.put((byte) (piece.length % 255)).put(piece).flip();
  }

  /// AAC by RFC 3640, mode AAC-hbr: one frame, its size in 13 bits before it.
  private static ByteBuffer payloadOf(Sound.Coding coding, byte[] piece) {
    return switch (coding) {
      case ALAW, ULAW -> ByteBuffer.wrap(piece);
      case AAC ->
          ByteBuffer.allocate(4 + piece.length)
              .putShort((short) 16)
              .putShort((short) (piece.length << 3))
              .put(piece)
              .flip();
    };
  }

  /// RFC 6184, packetization mode 1: small NAL units that follow each other (parameter sets) share
  /// a STAP-A packet, large ones are spread over FU-A packets.
  private static Unit unitOf(AccessUnit picture, ParameterSets where) {
    var nals =
        picture.nals().stream()
            .filter(nal -> where != ParameterSets.ONLY_IN_SDP || !isParameterSet(nal))
            .toList();
    var out = new Packets(VIDEO_TYPE);
    var i = 0;
    while (i < nals.size()) {
      var together = fittingTogether(nals, i);
      var last = i + together == nals.size();
      if (together > 1) {
        out.add(aggregate(nals.subList(i, i + together)), last);
      } else if (nals.get(i).length <= LARGEST_PAYLOAD) {
        out.add(ByteBuffer.wrap(nals.get(i)), last);
      } else {
        fragment(nals.get(i), last, out);
      }
      i += together;
    }
    return out.unit(picture.isKey());
  }

  private static boolean isParameterSet(byte[] nal) {
    return H264.typeOf(nal) == H264.SPS || H264.typeOf(nal) == H264.PPS;
  }

  /// How many NAL units from here on go into one packet; 1 means that the next one stands alone.
  private static int fittingTogether(List<byte[]> nals, int from) {
    var size = 1;
    var count = 0;
    while (from + count < nals.size()
        && size + 2 + nals.get(from + count).length <= LARGEST_PAYLOAD) {
      size += 2 + nals.get(from + count).length;
      count++;
    }
    return Math.max(1, count);
  }

  private static ByteBuffer aggregate(List<byte[]> nals) {
    var payload = ByteBuffer.allocate(1 + nals.stream().mapToInt(nal -> 2 + nal.length).sum());
    var importance = nals.stream().mapToInt(nal -> nal[0] & 0x60).max().orElse(0);
    payload.put((byte) (importance | STAP_A));
    nals.forEach(nal -> payload.putShort((short) nal.length).put(nal));
    return payload.flip();
  }

  private static void fragment(byte[] nal, boolean lastOfPicture, Packets out) {
    var at = 1;
    while (at < nal.length) {
      var size = Math.min(LARGEST_PAYLOAD - 2, nal.length - at);
      var begins = at == 1 ? 0x80 : 0;
      var ends = at + size == nal.length ? 0x40 : 0;
      var payload = ByteBuffer.allocate(2 + size);
      payload.put((byte) ((nal[0] & 0xe0) | FU_A));
      payload.put((byte) (begins | ends | H264.typeOf(nal)));
      payload.put(nal, at, size);
      out.add(payload.flip(), lastOfPicture && ends != 0);
      at += size;
    }
  }

  /// Collects the packets of one unit.
  private static final class Packets {

    private final int payloadType;
    private final ByteArrayOutputStream frames = new ByteArrayOutputStream();
    private final List<Integer> starts = new ArrayList<>();

    Packets(int payloadType) {
      this.payloadType = payloadType;
    }

    void add(ByteBuffer payload, boolean marker) {
      starts.add(frames.size());
      var header = ByteBuffer.allocate(FRAME_HEADER + RTP_HEADER);
      header.put((byte) '$').put((byte) 0).putShort((short) (RTP_HEADER + payload.remaining()));
      header.put((byte) 0x80).put((byte) ((marker ? 0x80 : 0) | payloadType));
      frames.writeBytes(header.array());
      frames.write(
          payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
    }

    Unit unit(boolean isKey) {
      return new Unit(
          frames.toByteArray(), starts.stream().mapToInt(Integer::intValue).toArray(), isKey);
    }
  }
}
