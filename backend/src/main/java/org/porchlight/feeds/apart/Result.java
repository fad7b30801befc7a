package org.porchlight.feeds.apart;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// What a worker answers, on its standard output. Whoever reads it trusts it no more than the
/// camera: a decoder that was taken over writes these too.
@SuppressWarnings("ArrayRecordComponent")
public sealed interface Result {

  /// Bytes of the largest result.
  int LARGEST = 8 * 1024 * 1024;

  /// The worker has begun.
  ///
  /// @param shut whether the kernel keeps it from files, network and other programs
  record Ready(boolean shut) implements Result {}

  /// A JPEG.
  record Picture(int width, int height, byte[] jpeg) implements Result {}

  /// One picture of H.264 with start codes.
  ///
  /// @param show as in the order
  record Encoded(long show, boolean key, byte[] bytes) implements Result {}

  /// Everything of a stream has come.
  record Ended() implements Result {}

  /// It could not be decoded.
  record Refused(String why) implements Result {}

  default void write(DataOutputStream out) throws IOException {
    switch (this) {
      case Ready(var shut) -> {
        out.writeInt(2);
        out.writeByte('R');
        out.writeBoolean(shut);
      }
      case Picture(var width, var height, var jpeg) -> {
        out.writeInt(9 + jpeg.length);
        out.writeByte('J');
        out.writeInt(width);
        out.writeInt(height);
        out.write(jpeg);
      }
      case Encoded(var show, var key, var bytes) -> {
        out.writeInt(10 + bytes.length);
        out.writeByte('V');
        out.writeLong(show);
        out.writeBoolean(key);
        out.write(bytes);
      }
      case Ended() -> {
        out.writeInt(1);
        out.writeByte('E');
      }
      case Refused(var why) -> {
        var words = why.getBytes(UTF_8);
        out.writeInt(1 + words.length);
        out.writeByte('N');
        out.write(words);
      }
    }
    out.flush();
  }

  static Result read(DataInputStream in) throws IOException {
    var length = in.readInt();
    if (length < 1 || length > LARGEST) {
      throw new IOException("a result of " + length + " bytes");
    }
    var content = new byte[length];
    in.readFully(content);
    var from = new DataInputStream(new java.io.ByteArrayInputStream(content, 1, length - 1));
    return switch (content[0]) {
      case 'R' -> new Ready(from.readBoolean());
      case 'J' -> new Picture(from.readInt(), from.readInt(), from.readAllBytes());
      case 'V' -> new Encoded(from.readLong(), from.readBoolean(), from.readAllBytes());
      case 'E' -> new Ended();
      case 'N' -> new Refused(new String(from.readNBytes(200), UTF_8));
      default -> throw new IOException("an unknown result");
    };
  }
}
