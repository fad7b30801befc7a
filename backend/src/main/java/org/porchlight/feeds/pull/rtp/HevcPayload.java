package org.porchlight.feeds.pull.rtp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import org.porchlight.feeds.media.PictureAssembly;

/// H.265 in RTP (RFC 7798) in decoding order: single units, aggregation and fragmentation packets.
final class HevcPayload implements Payload {

  private static final int AGGREGATE = 48;
  private static final int FRAGMENT = 49;

  private static int typeOf(byte header) {
    return header >> 1 & 0x3F;
  }

  @Override
  public First first(MemorySegment in, long at, int length) {
    var type = typeOf(in.get(JAVA_BYTE, at));
    if (type == FRAGMENT && length > 3) {
      var third = in.get(JAVA_BYTE, at + 2);
      return third < 0 ? ofUnit(third & 0x3F, in, at + 3) : First.GOES_ON;
    }
    if (type == AGGREGATE && length > 6) {
      return ofUnit(typeOf(in.get(JAVA_BYTE, at + 4)), in, at + 6);
    }
    return length > 2 ? ofUnit(type, in, at + 2) : First.OTHER;
  }

  /// The first bit of a slice says whether it is the first of its picture.
  private static First ofUnit(int type, MemorySegment in, long body) {
    if (type > 31) {
      return First.OTHER;
    }
    return in.get(JAVA_BYTE, body) < 0 ? First.BEGINS_PICTURE : First.GOES_ON;
  }

  @Override
  public boolean take(MemorySegment in, long at, int length, PictureAssembly to) {
    var type = typeOf(in.get(JAVA_BYTE, at));
    if (type == FRAGMENT) {
      return fragment(in, at, length, to);
    }
    to.dropUnit();
    if (type == AGGREGATE) {
      return aggregate(in, at + 2, at + length, to);
    }
    if (type > AGGREGATE || length < 3) {
      return false;
    }
    unit(in, at, length, to);
    return true;
  }

  private static boolean fragment(MemorySegment in, long at, int length, PictureAssembly to) {
    if (length < 4) {
      return false;
    }
    var third = in.get(JAVA_BYTE, at + 2);
    if (third < 0) {
      to.beginUnit((byte) ((in.get(JAVA_BYTE, at) & 0x81) | (third & 0x3F) << 1));
      to.append(in.get(JAVA_BYTE, at + 1));
    } else if (!to.isInUnit()) {
      return false;
    }
    to.append(in, at + 3, length - 3);
    if ((third & 0x40) != 0) {
      to.endUnit();
    }
    return true;
  }

  private static boolean aggregate(MemorySegment in, long from, long end, PictureAssembly to) {
    var at = from;
    while (at + 2 < end) {
      var size = (in.get(JAVA_BYTE, at) & 0xFF) << 8 | (in.get(JAVA_BYTE, at + 1) & 0xFF);
      if (size < 3 || at + 2 + size > end) {
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
