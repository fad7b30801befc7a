package org.porchlight.feeds.pull.rtp;

import java.lang.foreign.MemorySegment;

/// G.711 in RTP (RFC 3551 4.5.14): the samples, and nothing else.
final class G711Samples implements SoundDepacketiser {

  private final SoundClock clock;
  private final int channels;
  private final Out out;
  private boolean lossy;

  G711Samples(SoundClock clock, int channels, Out out) {
    this.clock = clock;
    this.channels = channels;
    this.out = out;
  }

  @Override
  public void take(RtpPacket packet, MemorySegment in, int missing) {
    lossy |= missing > 0;
    var time = clock.advance(packet.timestamp());
    var length = packet.payloadLength() - packet.payloadLength() % channels;
    if (length <= 0 || length > LARGEST) {
      lossy = true;
      return;
    }
    out.sound(in, packet.payloadAt(), length, length / channels, time, lossy);
    lossy = false;
  }
}
