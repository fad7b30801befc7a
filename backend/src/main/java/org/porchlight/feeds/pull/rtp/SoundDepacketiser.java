package org.porchlight.feeds.pull.rtp;

import java.lang.foreign.MemorySegment;
import org.porchlight.feeds.media.SoundFormat;

/// Takes sound out of the packets of one stream. For one thread. Never throws: what is not as it
/// should be is left out.
public interface SoundDepacketiser {

  /// The largest AAC frame that a packet can announce.
  int LARGEST = 8191;

  /// Where the sound goes.
  interface Out {

    /// Takes one piece.
    ///
    /// @param from valid until this returns
    /// @param samples how long it is
    /// @param time of the camera in samples, from any zero, without wraps
    /// @param afterLoss whether something is missing before it
    void sound(MemorySegment from, long at, int length, int samples, long time, boolean afterLoss);
  }

  /// How AAC frames lie in packets.
  enum Wrapping {
    /// RFC 3640, mode AAC-hbr: 13 bits of size and 3 of index before the frames.
    HEADERS,
    /// RFC 6416: one frame, its length before it.
    LATM
  }

  /// For one stream of this format.
  ///
  /// @param clockRate ticks of the camera's time stamps in a second
  /// @param wrapping of AAC
  static SoundDepacketiser of(SoundFormat format, int clockRate, Wrapping wrapping, Out out) {
    var clock = new SoundClock(clockRate, format.rate());
    return switch (format) {
      case SoundFormat.Aac _ ->
          switch (wrapping) {
            case HEADERS -> new AacFrames(clock, out);
            case LATM -> new LatmFrames(clock, out);
          };
      case SoundFormat.G711 g711 -> new G711Samples(clock, g711.channels(), out);
      case SoundFormat.Flac _ -> throw new IllegalArgumentException("cameras send no FLAC");
    };
  }

  /// Takes the next packet.
  ///
  /// @param in what the packet was read from
  /// @param missing how many packets should have come before it and did not
  void take(RtpPacket packet, MemorySegment in, int missing);
}
