package org.porchlight.feeds.pull.rtp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.porchlight.feeds.media.SoundFormat;

/// AAC in RTP (RFC 3640), mode AAC-hbr: frames, or a part of one, behind a list of their sizes.
/// Frames in another order than they sound are not taken.
final class AacFrames implements SoundDepacketiser {

  private static final int INDEX_BITS = 3;

  private final SoundClock clock;
  private final Out out;
  private boolean lossy;

  // A frame of which the rest comes in further packets.
  private byte[] part = new byte[0];
  private int partLength;
  private int partSize;
  private int partTimestamp;

  AacFrames(SoundClock clock, Out out) {
    this.clock = clock;
    this.out = out;
  }

  @Override
  public void take(RtpPacket packet, MemorySegment in, int missing) {
    if (missing > 0) {
      lossy = true;
      partSize = 0;
    }
    var at = packet.payloadAt();
    var end = at + packet.payloadLength();
    var headers = packet.payloadLength() < 4 ? 0 : u16(in, at);
    var data = at + 2 + (headers + 7) / 8;
    if (headers < 16 || headers % 16 != 0 || data >= end) {
      lossy = true;
      partSize = 0;
      return;
    }
    var time = clock.advance(packet.timestamp());
    for (var header = at + 2; header < at + 2 + headers / 8; header += 2) {
      var size = u16(in, header) >> INDEX_BITS;
      var inOrder = (u16(in, header) & ((1 << INDEX_BITS) - 1)) == 0;
      if (!inOrder || size == 0) {
        lossy = true;
        partSize = 0;
        return;
      }
      if (data + size > end) {
        // Only a frame that is alone may be spread.
        if (headers == 16) {
          part(in, data, end - data, size, packet.timestamp(), time);
        } else {
          lossy = true;
        }
        return;
      }
      partSize = 0;
      out.sound(in, data, size, SoundFormat.Aac.FRAME, time, lossy);
      lossy = false;
      data += size;
      time += SoundFormat.Aac.FRAME;
    }
  }

  private void part(MemorySegment in, int at, int length, int size, int timestamp, long time) {
    if (partSize != size || partTimestamp != timestamp) {
      lossy |= partSize != 0;
      partSize = size;
      partTimestamp = timestamp;
      partLength = 0;
    }
    if (part.length < size) {
      part = Arrays.copyOf(part, size);
    }
    // The size of the whole stands in every packet, so what is here is less than it.
    var fits = Math.min(length, size - partLength);
    MemorySegment.copy(in, JAVA_BYTE, at, part, partLength, fits);
    partLength += fits;
    if (partLength == size) {
      out.sound(MemorySegment.ofArray(part), 0, size, SoundFormat.Aac.FRAME, time, lossy);
      lossy = false;
      partSize = 0;
    }
  }

  private static int u16(MemorySegment in, long at) {
    return ((in.get(JAVA_BYTE, at) & 0xFF) << 8) | (in.get(JAVA_BYTE, at + 1) & 0xFF);
  }
}
