package org.porchlight.feeds.media;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Finds the NAL units in a byte stream (H.264 annex B): each begins after `00 00 01`.
final class NalUnits {

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  /// A picture of more pieces than this is an attack, not a picture.
  static final int MOST = 4096;

  private int count;
  private final long[] starts = new long[MOST];
  private final int[] sizes = new int[MOST];

  int count() {
    return count;
  }

  long start(int unit) {
    return starts[unit];
  }

  int size(int unit) {
    return sizes[unit];
  }

  /// Reads one picture, forgetting the one before.
  NalUnits read(MemorySegment stream) {
    count = 0;
    var end = stream.byteSize();
    var start = next(stream, 0, end);
    while (start < end) {
      var code = next(stream, start, end);
      var stop = code == end && !endsWithCode(stream, end) ? end : code - 3;
      // The zero byte of a four-byte start code, and trailing zeros, belong to no unit.
      while (stop > start && stream.get(BYTE, stop - 1) == 0) {
        stop--;
      }
      if (stop > start) {
        if (count == MOST) {
          throw new MalformedVideo("more than " + MOST + " units in one picture");
        }
        starts[count] = start;
        sizes[count++] = Math.toIntExact(stop - start);
      }
      start = code;
    }
    return this;
  }

  private static boolean endsWithCode(MemorySegment stream, long end) {
    return end >= 3
        && stream.get(BYTE, end - 1) == 1
        && stream.get(BYTE, end - 2) == 0
        && stream.get(BYTE, end - 3) == 0;
  }

  /// The place after the next start code at or after `from`, or the end.
  private static long next(MemorySegment stream, long from, long end) {
    var at = from;
    while (at + 3 <= end) {
      if (at + 8 <= end && noZeroIn(stream.get(LONG, at))) {
        at += 8;
        continue;
      }
      var third = stream.get(BYTE, at + 2);
      if (third > 1 || third < 0) {
        at += 3;
      } else if (third == 1 && stream.get(BYTE, at) == 0 && stream.get(BYTE, at + 1) == 0) {
        return at + 3;
      } else {
        at++;
      }
    }
    return end;
  }

  private static boolean noZeroIn(long eight) {
    return (eight - 0x0101_0101_0101_0101L & ~eight & 0x8080_8080_8080_8080L) == 0;
  }
}
