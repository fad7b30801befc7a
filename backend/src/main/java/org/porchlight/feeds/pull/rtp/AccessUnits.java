package org.porchlight.feeds.pull.rtp;

import java.lang.foreign.MemorySegment;
import org.porchlight.feeds.media.ChunkPool;
import org.porchlight.feeds.media.Codec;
import org.porchlight.feeds.media.PictureAssembly;

/// Puts the packets of one H.264 or H.265 stream together into pictures.
///
/// A picture ends with the packet that the camera marks, or where the time stamp changes. A camera
/// whose marks are found in the middle of pictures is not believed in this any more; its pictures
/// then end when the next one begins.
///
/// What comes after missing packets is handed on as far as its units are whole, and said to follow
/// a loss. For one thread; what it throws is [org.porchlight.feeds.media.MalformedVideo].
final class AccessUnits implements Depacketiser {

  private final Payload payload;
  private final PictureAssembly picture;
  private final Out out;
  private final RtpClock clock;
  private boolean begun;
  private boolean marked;
  private boolean marksLie;
  private boolean lossy;
  private int timestamp;

  AccessUnits(
      Codec codec, RtpClock clock, byte[] parameterSets, ChunkPool pool, int most, Out out) {
    this.payload =
        switch (codec) {
          case H264 -> new AvcPayload();
          case HEVC -> new HevcPayload();
          case MJPEG -> throw new IllegalArgumentException("JPEG has no NAL units");
        };
    this.picture = new PictureAssembly(codec, pool, most);
    this.clock = clock;
    this.out = out;
    picture.learn(parameterSets);
  }

  @Override
  public void take(RtpPacket packet, MemorySegment in, int missing) {
    if (missing > 0) {
      picture.dropUnit();
      lossy = true;
    }
    var first = payload.first(in, packet.payloadAt(), packet.payloadLength());
    if (begun && (packet.timestamp() != timestamp || beginsUnmarked(first))) {
      end();
      lossy |= missing > 0;
    }
    if (marked && first == Payload.First.GOES_ON && packet.timestamp() == timestamp) {
      // With nothing missing between, the mark before was set in the middle of this picture.
      marksLie |= missing == 0;
    }
    timestamp = packet.timestamp();
    clock.advance(timestamp);
    begun = true;
    if (!payload.take(in, packet.payloadAt(), packet.payloadLength(), picture)) {
      lossy = true;
    }
    marked = packet.marker();
    if (marked && !marksLie) {
      end();
    }
  }

  @Override
  public long ticksOf(int timestampOfReport) {
    return clock.ticksOf(timestampOfReport);
  }

  private boolean beginsUnmarked(Payload.First first) {
    return marksLie && first == Payload.First.BEGINS_PICTURE && picture.isPicture();
  }

  private void end() {
    begun = false;
    if (picture.isInUnit()) {
      lossy = true;
    }
    picture.finish();
    if (picture.isPicture()) {
      var afterLoss = lossy;
      lossy = false;
      try {
        out.picture(picture, clock.ticks(), afterLoss);
      } finally {
        picture.next();
      }
    }
  }

  @Override
  public void close() {
    picture.close();
  }
}
