package org.porchlight.feeds.pull.rtp;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.porchlight.feeds.media.ChunkPool;
import org.porchlight.feeds.media.Codec;
import org.porchlight.feeds.media.Picture;
import org.porchlight.feeds.media.PicturesForTests;

/// A camera's packets, one after the other, and the pictures that come of them.
final class Packets {

  @SuppressWarnings("ArrayRecordComponent")
  record Got(byte[] bytes, boolean key, long time, boolean afterLoss) {}

  final List<Got> got = new ArrayList<>();
  final ChunkPool pool = new ChunkPool(4);
  final Reception reception = new Reception(7);
  private final Depacketiser depacketiser;
  private final RtpPacket packet = new RtpPacket();
  int sequence = 65_530;

  Packets(Codec codec) {
    depacketiser = Depacketiser.of(codec, 90_000, new byte[0], pool, 1_000_000, this::picture);
  }

  private void picture(Picture picture, long time, boolean afterLoss) {
    var key = picture.isKey();
    got.add(new Got(PicturesForTests.bytes(picture, pool), key, time, afterLoss));
  }

  /// Sends a packet.
  Packets send(int timestamp, boolean marker, int... payload) {
    var bytes = new byte[payload.length];
    for (var i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) payload[i];
    }
    return send(timestamp, marker, bytes);
  }

  Packets send(int timestamp, boolean marker, byte[] payload) {
    var raw = ByteBuffer.allocate(12 + payload.length);
    raw.put((byte) 0x80).put((byte) (marker ? 0xE0 : 0x60)).putShort((short) sequence);
    raw.putInt(timestamp).putInt(99).put(payload);
    sequence = sequence + 1 & 0xFFFF;
    if (packet.read(raw, 0, raw.capacity())) {
      var missing = reception.take(packet);
      if (missing >= 0) {
        depacketiser.take(packet, MemorySegment.ofArray(raw.array()), missing);
      }
    }
    return this;
  }

  /// Leaves packets out.
  Packets lose(int count) {
    sequence = sequence + count & 0xFFFF;
    return this;
  }

  List<List<Integer>> units(int picture) {
    var units = new ArrayList<List<Integer>>();
    var in = MemorySegment.ofArray(got.get(picture).bytes());
    for (var at = 0L; at < in.byteSize(); ) {
      var size =
          in.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(java.nio.ByteOrder.BIG_ENDIAN), at);
      var unit = new ArrayList<Integer>();
      for (var i = 0; i < size; i++) {
        unit.add(in.get(ValueLayout.JAVA_BYTE, at + 4 + i) & 0xFF);
      }
      units.add(unit);
      at += 4 + size;
    }
    return units;
  }

  void close() {
    depacketiser.close();
  }
}
