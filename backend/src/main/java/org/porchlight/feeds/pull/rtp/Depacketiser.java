package org.porchlight.feeds.pull.rtp;

import java.lang.foreign.MemorySegment;
import org.porchlight.feeds.media.ChunkPool;
import org.porchlight.feeds.media.Codec;
import org.porchlight.feeds.media.Picture;

/// Puts the packets of one stream together into pictures. For one thread; what it throws is
/// [org.porchlight.feeds.media.MalformedVideo].
public interface Depacketiser extends AutoCloseable {

  /// Where the pictures go.
  interface Out {

    /// Takes one picture.
    ///
    /// @param picture valid until this returns
    /// @param time of the camera in [org.porchlight.feeds.media.Timeline#TICKS], from any zero,
    ///   without wraps
    /// @param afterLoss whether something is missing in it or before it
    void picture(Picture picture, long time, boolean afterLoss);
  }

  /// For one stream of this codec.
  ///
  /// @param clockRate ticks of the camera's time stamps in a second
  /// @param parameterSets of the description, as byte stream; may be empty
  /// @param most bytes of the largest picture
  static Depacketiser of(
      Codec codec, int clockRate, byte[] parameterSets, ChunkPool pool, int most, Out out) {
    var clock = new RtpClock(clockRate);
    return switch (codec) {
      case H264, HEVC -> new AccessUnits(codec, clock, parameterSets, pool, most, out);
      case MJPEG -> new JpegFrames(clock, most, out);
    };
  }

  /// Takes the next packet.
  ///
  /// @param in what the packet was read from
  /// @param missing how many packets should have come before it and did not
  void take(RtpPacket packet, MemorySegment in, int missing);

  /// What a time stamp of the camera is on the clock of its [pictures][Out#picture], if it is not
  /// far from the last one that came.
  long ticksOf(int timestamp);

  /// Gives back the memory that no ring holds.
  @Override
  void close();
}
