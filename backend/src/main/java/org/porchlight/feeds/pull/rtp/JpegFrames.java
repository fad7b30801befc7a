package org.porchlight.feeds.pull.rtp;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.media.Codec;
import org.porchlight.feeds.media.MalformedVideo;
import org.porchlight.feeds.media.PictureReader;

/// Motion JPEG in RTP (RFC 2435): the packets leave out the headers of JPEG, which are put before
/// the picture again. A picture of which something is missing is left out.
final class JpegFrames implements Depacketiser {

  private static final int HEADER = 8;
  private static final byte[] END = {(byte) 0xFF, (byte) 0xD9};

  private final RtpClock clock;
  private final int most;
  private final Out out;
  private final PictureReader reader = new PictureReader(Codec.MJPEG);
  private byte[] frame = new byte[1 << 16];
  private int scanAt;
  private int length;
  private boolean begun;
  private boolean lossy;
  private int timestamp;
  private int tablesOf = -1;
  private byte @Nullable [] tables;

  JpegFrames(RtpClock clock, int most, Out out) {
    this.clock = clock;
    this.most = most;
    this.out = out;
  }

  @Override
  public void take(RtpPacket packet, MemorySegment in, int missing) {
    if (missing > 0 || (begun && packet.timestamp() != timestamp)) {
      drop();
    }
    timestamp = packet.timestamp();
    clock.advance(timestamp);
    if (!takePart(in, packet.payloadAt(), packet.payloadAt() + packet.payloadLength())) {
      drop();
    }
    if (packet.marker() && begun) {
      end();
    }
  }

  @Override
  public long ticksOf(int timestampOfReport) {
    return clock.ticksOf(timestampOfReport);
  }

  private void drop() {
    lossy = true;
    begun = false;
  }

  private void end() {
    begun = false;
    if (length < 2 || frame[length - 2] != END[0] || frame[length - 1] != END[1]) {
      append(MemorySegment.ofArray(END), 0, END.length);
    }
    if (reader.read(MemorySegment.ofArray(frame).asSlice(0, length), true)) {
      var afterLoss = lossy;
      lossy = false;
      out.picture(reader, clock.ticks(), afterLoss);
    }
  }

  /// Returns whether the packet makes sense, and fits to those before it.
  private boolean takePart(MemorySegment in, long from, long end) {
    if (end - from < HEADER) {
      return false;
    }
    var offset = unsigned(in, from + 1) << 16 | unsigned16(in, from + 2);
    var type = unsigned(in, from + 4);
    var quality = unsigned(in, from + 5);
    var at = from + HEADER;
    var restart = 0;
    if (type >= 64 && type < 128) {
      if (end - at < 4) {
        return false;
      }
      restart = unsigned16(in, at);
      at += 4;
    }
    if (offset == 0) {
      if (quality >= 128) {
        if (end - at < 4) {
          return false;
        }
        var size = unsigned16(in, at + 2);
        if (at + 4 + size > end || !learn(quality, in, at + 4, size)) {
          return false;
        }
        at += 4 + size;
      }
      if (!begin(type & 0x3F, quality, unsigned(in, from + 6), unsigned(in, from + 7), restart)) {
        return false;
      }
    }
    if (!begun || offset != length - scanAt) {
      return false;
    }
    append(in, at, Math.toIntExact(end - at));
    return true;
  }

  /// Takes the tables that a camera sends itself; it may leave them out when they stay the same.
  private boolean learn(int quality, MemorySegment in, long at, int size) {
    if (size == 0) {
      return tables != null && tablesOf == quality;
    }
    if (size != 128 && size != 64) {
      return false;
    }
    var sent = in.asSlice(at, size).toArray(ValueLayout.JAVA_BYTE);
    tables = size == 128 ? sent : Arrays.copyOf(sent, 128);
    if (size == 64) {
      System.arraycopy(sent, 0, tables, 64, 64);
    }
    tablesOf = quality;
    return true;
  }

  private boolean begin(int type, int quality, int wide, int high, int restart) {
    if (type > 1 || wide == 0 || high == 0 || quality == 0) {
      return false;
    }
    if (quality < 128 && tablesOf != quality) {
      tables = JpegHeader.tables(Math.min(quality, 99));
      tablesOf = quality;
    }
    var known = tables;
    if (known == null) {
      return false;
    }
    begun = true;
    length = 0;
    var header = JpegHeader.of(type, wide * 8, high * 8, known, restart);
    append(MemorySegment.ofArray(header), 0, header.length);
    scanAt = length;
    return true;
  }

  private void append(MemorySegment from, long at, int count) {
    if (count > most - length) {
      throw new MalformedVideo("a picture of more than " + most + " bytes");
    }
    if (length + count > frame.length) {
      frame = Arrays.copyOf(frame, Math.max(length + count, 2 * frame.length));
    }
    MemorySegment.copy(from, ValueLayout.JAVA_BYTE, at, frame, length, count);
    length += count;
  }

  private static int unsigned(MemorySegment in, long at) {
    return in.get(ValueLayout.JAVA_BYTE, at) & 0xFF;
  }

  private static int unsigned16(MemorySegment in, long at) {
    return unsigned(in, at) << 8 | unsigned(in, at + 1);
  }

  @Override
  public void close() {
    begun = false;
  }
}
