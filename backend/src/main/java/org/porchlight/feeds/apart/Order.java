package org.porchlight.feeds.apart;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What a worker is asked to do. One message after the other on its standard input, each a length,
/// a letter and a content.
@SuppressWarnings("ArrayRecordComponent")
public sealed interface Order {

  /// Bytes of the largest order.
  int LARGEST = 16 * 1024 * 1024;

  /// How pictures are shown.
  ///
  /// @param masks areas to blank: x and y in turn, each from 0 to 1
  /// @param mostWidth of the result in pixels; smaller pictures are not made larger
  /// @param mark burned in after the time; nothing at all is burned in if it is empty
  record Look(List<float[]> masks, int mostWidth, String mark) {

    public Look {
      masks = List.copyOf(masks);
    }
  }

  /// Make a JPEG of one picture that can be decoded by itself.
  ///
  /// @param codec `H264`, `HEVC` or `MJPEG`
  /// @param header parameter sets with start codes; empty for JPEG
  /// @param sample as MP4 keeps it
  /// @param at milliseconds since 1970 to burn in
  record Still(String codec, byte[] header, byte[] sample, long at, Look look) implements Order {}

  /// Begin to make H.264 of what follows. Ends what was begun before.
  record Begin(String codec, byte[] header, Look look) implements Order {}

  /// The next picture, in the order of decoding.
  ///
  /// @param show in ticks of 1/90,000 s
  record Picture(long show, long at, boolean key, byte[] sample) implements Order {}

  /// There is no more.
  record End() implements Order {}

  default void write(DataOutputStream out) throws IOException {
    switch (this) {
      case Still(var codec, var header, var sample, var at, var look) -> {
        var name = codec.getBytes(UTF_8);
        out.writeInt(1 + blob(name) + blob(header) + blob(sample) + 8 + size(look));
        out.writeByte('S');
        write(name, out);
        write(header, out);
        write(sample, out);
        out.writeLong(at);
        write(look, out);
      }
      case Begin(var codec, var header, var look) -> {
        var name = codec.getBytes(UTF_8);
        out.writeInt(1 + blob(name) + blob(header) + size(look));
        out.writeByte('B');
        write(name, out);
        write(header, out);
        write(look, out);
      }
      case Picture(var show, var at, var key, var sample) -> {
        out.writeInt(1 + 17 + blob(sample));
        out.writeByte('P');
        out.writeLong(show);
        out.writeLong(at);
        out.writeBoolean(key);
        write(sample, out);
      }
      case End() -> {
        out.writeInt(1);
        out.writeByte('E');
      }
    }
    out.flush();
  }

  /// Reads the next order.
  ///
  /// @throws EOFException when nobody orders anything any more
  static Order read(DataInputStream in) throws IOException {
    var length = in.readInt();
    if (length < 1 || length > LARGEST) {
      throw new IOException("an order of " + length + " bytes");
    }
    return switch (in.readByte()) {
      case 'S' ->
          new Still(
              new String(bytes(in), UTF_8), bytes(in), bytes(in), in.readLong(), readLook(in));
      case 'B' -> new Begin(new String(bytes(in), UTF_8), bytes(in), readLook(in));
      case 'P' -> new Picture(in.readLong(), in.readLong(), in.readBoolean(), bytes(in));
      case 'E' -> new End();
      default -> throw new IOException("an unknown order");
    };
  }

  private static int blob(byte[] bytes) {
    return 4 + bytes.length;
  }

  private static int size(Look look) {
    var points = look.masks().stream().mapToInt(mask -> 4 + 4 * mask.length).sum();
    return 4 + points + 4 + blob(look.mark().getBytes(UTF_8));
  }

  private static void write(byte[] bytes, DataOutputStream out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void write(Look look, DataOutputStream out) throws IOException {
    out.writeInt(look.masks().size());
    for (var mask : look.masks()) {
      out.writeInt(mask.length);
      for (var value : mask) {
        out.writeFloat(value);
      }
    }
    out.writeInt(look.mostWidth());
    write(look.mark().getBytes(UTF_8), out);
  }

  private static Look readLook(DataInputStream in) throws IOException {
    var masks = new ArrayList<float[]>();
    var count = bounded(in.readInt());
    for (var i = 0; i < count; i++) {
      var mask = new float[bounded(in.readInt())];
      for (var j = 0; j < mask.length; j++) {
        mask[j] = in.readFloat();
      }
      masks.add(mask);
    }
    return new Look(masks, in.readInt(), new String(bytes(in), UTF_8));
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    var bytes = new byte[bounded(in.readInt())];
    in.readFully(bytes);
    return bytes;
  }

  private static int bounded(int count) throws IOException {
    if (count < 0 || count > LARGEST) {
      throw new IOException("a part of " + count + " bytes");
    }
    return count;
  }
}
