package org.porchlight.feeds.pull.http;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.media.Codec;
import org.porchlight.feeds.media.MalformedVideo;
import org.porchlight.feeds.media.PictureReader;
import org.porchlight.feeds.media.Timeline;
import org.porchlight.feeds.pull.StreamLost;

/// One JPEG after the other, put together in memory that grows with what comes, not with what is
/// announced. For one thread.
final class JpegPicture {

  private static final int FIRST_ROOM = 64 * 1024;

  private final int most;
  private final PictureReader reader = new PictureReader(Codec.MJPEG);
  private byte[] bytes = new byte[FIRST_ROOM];
  private int length;

  /// @param most bytes that a picture may have
  JpegPicture(int most) {
    this.most = most;
  }

  void begin() {
    length = 0;
  }

  void append(byte one) throws StreamLost {
    room(1);
    bytes[length++] = one;
  }

  void truncate(int count) {
    length -= count;
  }

  /// Whether the last bytes are these.
  boolean endsWith(byte[] end) {
    return length >= end.length
        && Arrays.equals(bytes, length - end.length, length, end, 0, end.length);
  }

  /// Whether the last byte belongs to the line of a boundary, as no JPEG's last byte does.
  boolean endsWithLine() {
    return length > 0 && "\r\n-".indexOf(bytes[length - 1]) >= 0;
  }

  /// Reads a whole picture.
  ///
  /// @param announced its bytes; -1 for as many as there are
  void read(InputStream in, long announced) throws IOException {
    begin();
    if (announced > most) {
      throw tooLarge();
    }
    var left = announced < 0 ? Integer.MAX_VALUE : (int) announced;
    while (left > 0) {
      room(1);
      var count = in.read(bytes, length, Math.min(left, bytes.length - length));
      if (count < 0) {
        if (announced >= 0) {
          throw new IOException("the connection ended in a picture");
        }
        return;
      }
      length += count;
      left -= count;
    }
  }

  private void room(int more) throws StreamLost {
    if (more > most - length) {
      throw tooLarge();
    }
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(most, 2L * bytes.length));
    }
  }

  private StreamLost tooLarge() {
    return new StreamLost(StreamProblem.OUT_OF_BOUNDS, "a picture of more than " + most + " bytes");
  }

  /// Hands the picture on.
  ///
  /// @throws MalformedVideo if it is none
  void send(Outlet outlet) {
    if (length < 4 || bytes[0] != (byte) 0xFF || bytes[1] != (byte) 0xD8) {
      throw new MalformedVideo("no JPEG");
    }
    if (reader.read(MemorySegment.ofArray(bytes).asSlice(0, length), true)) {
      outlet.picture(reader, Timeline.NONE, false);
    }
  }
}
