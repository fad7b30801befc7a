package org.porchlight.feeds.pull.rtp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import org.porchlight.feeds.media.PictureAssembly;

/// H.264 in RTP (RFC 6184), packetization modes 0 and 1: single units, STAP-A, FU-A.
final class AvcPayload implements Payload {

  private static final int STAP_A = 24;
  private static final int FU_A = 28;

  @Override
  public First first(MemorySegment in, long at, int length) {
    var type = in.get(JAVA_BYTE, at) & 0x1F;
    if (type == FU_A && length > 2) {
      var begins = in.get(JAVA_BYTE, at + 1) < 0;
      return begins ? ofUnit(in.get(JAVA_BYTE, at + 1) & 0x1F, in, at + 2) : First.GOES_ON;
    }
    if (type == STAP_A && length > 4) {
      return ofUnit(in.get(JAVA_BYTE, at + 3) & 0x1F, in, at + 4);
    }
    return length > 1 ? ofUnit(type, in, at + 1) : First.OTHER;
  }

  /// A slice says first which macroblock it begins with; the number 0 is the single bit 1.
  private static First ofUnit(int type, MemorySegment in, long body) {
    if (type != 1 && type != 2 && type != 5) {
      return First.OTHER;
    }
    return in.get(JAVA_BYTE, body) < 0 ? First.BEGINS_PICTURE : First.GOES_ON;
  }

  @Override
  public boolean take(MemorySegment in, long at, int length, PictureAssembly to) {
    var header = in.get(JAVA_BYTE, at);
    var type = header & 0x1F;
    if (type == FU_A) {
      return fragment(header, in, at, length, to);
    }
    to.dropUnit();
    if (type == STAP_A) {
      return aggregate(in, at + 1, at + length, to);
    }
    if (type == 0 || type > STAP_A) {
      return false;
    }
    unit(in, at, length, to);
    return true;
  }

  private static boolean fragment(
      byte header, MemorySegment in, long at, int length, PictureAssembly to) {
    if (length < 3) {
      return false;
    }
    var second = in.get(JAVA_BYTE, at + 1);
    if (second < 0) {
      to.beginUnit((byte) ((header & 0xE0) | (second & 0x1F)));
    } else if (!to.isInUnit()) {
      // Its beginning is missing.
      return false;
    }
    to.append(in, at + 2, length - 2);
    if ((second & 0x40) != 0) {
      to.endUnit();
    }
    return true;
  }

  private static boolean aggregate(MemorySegment in, long from, long end, PictureAssembly to) {
    var at = from;
    while (at + 2 < end) {
      var size = (in.get(JAVA_BYTE, at) & 0xFF) << 8 | (in.get(JAVA_BYTE, at + 1) & 0xFF);
      if (size == 0 || at + 2 + size > end) {
        return false;
      }
      unit(in, at + 2, size, to);
      at += 2 + size;
    }
    return true;
  }

  private static void unit(MemorySegment in, long at, int length, PictureAssembly to) {
    to.beginUnit(in.get(JAVA_BYTE, at));
    to.append(in, at + 1, length - 1);
    to.endUnit();
  }
}
