package org.porchlight.feeds.pull.rtp;

import java.nio.ByteBuffer;

/// The header of an RTP packet (RFC 3550 5.1), and where its payload lies. One object is used for
/// all packets of a connection.
public final class RtpPacket {

  private static final int SHORTEST = 12;

  private boolean marker;
  private int payloadType;
  private int sequence;
  private int timestamp;
  private int source;
  private int payloadAt;
  private int payloadLength;

  /// Reads a packet where it lies.
  ///
  /// @return whether it is one, with something in it
  public boolean read(ByteBuffer in, int at, int length) {
    if (length < SHORTEST || (in.get(at) & 0xC0) != 0x80) {
      return false;
    }
    var flags = in.get(at);
    var second = in.get(at + 1);
    marker = second < 0;
    payloadType = second & 0x7F;
    sequence = in.getShort(at + 2) & 0xFFFF;
    timestamp = in.getInt(at + 4);
    source = in.getInt(at + 8);
    var begin = SHORTEST + 4 * (flags & 0x0F);
    if ((flags & 0x10) != 0) {
      if (begin + 4 > length) {
        return false;
      }
      begin += 4 + 4 * (in.getShort(at + begin + 2) & 0xFFFF);
    }
    var padding = (flags & 0x20) != 0 ? in.get(at + length - 1) & 0xFF : 0;
    payloadAt = at + begin;
    payloadLength = length - begin - padding;
    return payloadLength > 0;
  }

  public int payloadType() {
    return payloadType;
  }

  /// 16 bits, unsigned.
  public int sequence() {
    return sequence;
  }

  public int source() {
    return source;
  }

  /// The last packet of its picture, says the camera.
  boolean marker() {
    return marker;
  }

  public int timestamp() {
    return timestamp;
  }

  int payloadAt() {
    return payloadAt;
  }

  int payloadLength() {
    return payloadLength;
  }
}
