package org.porchlight.feeds.pull.rtp;

import java.lang.foreign.MemorySegment;
import org.porchlight.feeds.media.PictureAssembly;

/// How NAL units are spread over packets.
interface Payload {

  /// What can be told of a packet's first unit before it is taken.
  enum First {
    /// The first slice of a picture.
    BEGINS_PICTURE,
    /// A later slice, or a later piece of a unit.
    GOES_ON,
    /// Something that is not a part of a picture.
    OTHER
  }

  First first(MemorySegment in, long at, int length);

  /// Hands on what is in one packet. A unit that goes on in the next packet stays begun.
  ///
  /// @return false if the packet makes no sense, or is packed in a way that is not agreed on
  boolean take(MemorySegment in, long at, int length, PictureAssembly to);
}
