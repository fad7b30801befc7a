package org.porchlight.feeds.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Writes the boxes of ISO/IEC 14496-12: a length, four letters, a content that may hold boxes.
final class Boxes {

  private byte[] bytes;
  private int at;

  Boxes(int expected) {
    bytes = new byte[expected];
  }

  /// Opens a box.
  ///
  /// @return its place, for [#end]
  int begin(String type) {
    var start = at;
    u32(0);
    ascii(type);
    return start;
  }

  /// Opens a box with version and flags.
  int begin(String type, int version, int flags) {
    var start = begin(type);
    u32(version << 24 | flags);
    return start;
  }

  void end(int start) {
    putInt(start, at - start);
  }

  Boxes u8(int value) {
    room(1);
    bytes[at++] = (byte) value;
    return this;
  }

  Boxes u16(int value) {
    return u8(value >>> 8).u8(value);
  }

  Boxes u32(long value) {
    room(4);
    putInt(at, (int) value);
    at += 4;
    return this;
  }

  Boxes u64(long value) {
    return u32(value >>> 32).u32(value);
  }

  Boxes zeros(int count) {
    room(count);
    at += count;
    return this;
  }

  Boxes ascii(String text) {
    return raw(text.getBytes(ISO_8859_1));
  }

  Boxes raw(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, bytes, at, more.length);
    at += more.length;
    return this;
  }

  /// The matrix that turns nothing.
  Boxes matrix() {
    u32(0x0001_0000).zeros(12).u32(0x0001_0000).zeros(12);
    return u32(0x4000_0000);
  }

  int size() {
    return at;
  }

  /// Makes room for bytes that somebody else writes into [#array()].
  ///
  /// @return where they begin
  int reserve(int count) {
    room(count);
    var start = at;
    at += count;
    return start;
  }

  void putInt(int where, int value) {
    bytes[where] = (byte) (value >>> 24);
    bytes[where + 1] = (byte) (value >>> 16);
    bytes[where + 2] = (byte) (value >>> 8);
    bytes[where + 3] = (byte) value;
  }

  byte[] array() {
    return bytes;
  }

  byte[] toBytes() {
    return at == bytes.length ? bytes : Arrays.copyOf(bytes, at);
  }

  ByteBuffer toBuffer() {
    return ByteBuffer.wrap(bytes, 0, at).slice().asReadOnlyBuffer();
  }

  private void room(int more) {
    if (at + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(at + more, bytes.length * 2));
    }
  }
}
