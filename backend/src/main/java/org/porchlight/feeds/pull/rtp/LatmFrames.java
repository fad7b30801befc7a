package org.porchlight.feeds.pull.rtp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.porchlight.feeds.media.SoundFormat;

/// AAC in RTP as MP4A-LATM (RFC 6416), configured by the description, one frame in each element.
final class LatmFrames implements SoundDepacketiser {

  private final SoundClock clock;
  private final Out out;
  private final byte[] element = new byte[LARGEST + 64];
  private int length;
  private int timestamp;
  private boolean tooLong;
  private boolean lossy;

  LatmFrames(SoundClock clock, Out out) {
    this.clock = clock;
    this.out = out;
  }

  @Override
  public void take(RtpPacket packet, MemorySegment in, int missing) {
    if (missing > 0 || (length > 0 && packet.timestamp() != timestamp)) {
      lossy = true;
      length = 0;
      tooLong = false;
    }
    timestamp = packet.timestamp();
    var more = packet.payloadLength();
    tooLong |= more > element.length - length;
    if (!tooLong) {
      MemorySegment.copy(in, JAVA_BYTE, packet.payloadAt(), element, length, more);
      length += more;
    }
    if (!packet.marker()) {
      return;
    }
    var time = clock.advance(timestamp);
    if (tooLong || !frame(time)) {
      lossy = true;
    }
    length = 0;
    tooLong = false;
  }

  /// A length in bytes of 255 and a smaller one, then as many bytes.
  private boolean frame(long time) {
    var at = 0;
    var size = 0;
    while (at < length) {
      var more = element[at++] & 0xFF;
      size += more;
      if (more < 255) {
        break;
      }
    }
    if (size == 0 || size > LARGEST || at + size > length) {
      return false;
    }
    var whole = MemorySegment.ofArray(Arrays.copyOfRange(element, at, at + size));
    out.sound(whole, 0, size, SoundFormat.Aac.FRAME, time, lossy);
    lossy = false;
    return true;
  }
}
