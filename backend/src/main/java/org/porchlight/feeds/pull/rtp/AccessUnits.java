package org.porchlight.feeds.pull.rtp;

import java.lang.foreign.MemorySegment;
import org.porchlight.feeds.media.ChunkPool;
import org.porchlight.feeds.media.Codec;
import org.porchlight.feeds.media.PictureAssembly;
import org.porchlight.feeds.media.Timeline;

/// Puts the packets of one H.264 or H.265 stream together into pictures.
///
/// A picture ends with the packet that the camera marks, or where the time stamp changes. A camera
/// whose marks are found in the middle of pictures is not believed in this any more; its pictures
/// then end when the next one begins.
///
/// What comes after missing packets is handed on as far as its units are whole, and said to follow
/// a loss. For one thread; what it throws is [org.porchlight.feeds.media.MalformedVideo].
public final class AccessUnits implements AutoCloseable {

  private final Payload payload;
  private final PictureAssembly picture;
  private final Out out;
  private final int clockRate;
  private boolean begun;
  private boolean marked;
  private boolean marksLie;
  private boolean lossy;
  private boolean anyTime;
  private int timestamp;
  private long time;
  private long senseless;

  /// Where the pictures go.
  public interface Out {

    /// Takes one picture.
    ///
    /// @param picture valid until this returns
    /// @param time of the camera in [Timeline#TICKS], from any zero, without wraps
    /// @param afterLoss whether something is missing in it or before it
    void picture(PictureAssembly picture, long time, boolean afterLoss);
  }

  /// @param clockRate ticks of the camera's time stamps in a second
  /// @param most bytes of the largest picture
  /// @throws IllegalArgumentException if the codec does not come in NAL units
  public AccessUnits(Codec codec, int clockRate, ChunkPool pool, int most, Out out) {
    this.payload =
        switch (codec) {
          case H264 -> new AvcPayload();
          case HEVC -> new HevcPayload();
          case MJPEG -> throw new IllegalArgumentException("JPEG has no NAL units");
        };
    this.picture = new PictureAssembly(codec, pool, most);
    this.clockRate = clockRate;
    this.out = out;
  }

  /// Takes the parameter sets of the description.
  public void learn(byte[] byteStream) {
    picture.learn(byteStream);
  }

  /// Packets that made no sense.
  public long senseless() {
    return senseless;
  }

  /// Takes the next packet.
  ///
  /// @param in what the packet was read from
  /// @param missing how many packets should have come before it and did not
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
    advance(packet.timestamp());
    begun = true;
    if (!payload.take(in, packet.payloadAt(), packet.payloadLength(), picture)) {
      senseless++;
      lossy = true;
    }
    marked = packet.marker();
    if (marked && !marksLie) {
      end();
    }
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
        out.picture(picture, ticks(), afterLoss);
      } finally {
        picture.next();
      }
    }
  }

  private void advance(int to) {
    // The difference of two wrapping 32-bit counters.
    time = anyTime ? time + (to - timestamp) : 0;
    timestamp = to;
    anyTime = true;
  }

  private long ticks() {
    return clockRate == Timeline.TICKS ? time : time * Timeline.TICKS / clockRate;
  }

  @Override
  public void close() {
    picture.close();
  }
}
