package org.porchlight.feeds.pull.container;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.porchlight.feeds.media.Codec;

/// Where pictures go that were taken out of a container.
@FunctionalInterface
public interface CodedPictures {

  /// Takes one.
  ///
  /// @param byteStream NAL units after start codes, with the parameter sets that came before it;
  ///   valid until this returns
  /// @param decode when it is decoded, in [org.porchlight.feeds.media.Timeline#TICKS], or
  ///   [org.porchlight.feeds.media.Timeline#NONE]
  /// @param show when it is shown, the same
  /// @param afterLoss whether something is known to be missing before it
  /// @throws IOException to end it
  void take(Codec codec, MemorySegment byteStream, long decode, long show, boolean afterLoss)
      throws IOException;
}
