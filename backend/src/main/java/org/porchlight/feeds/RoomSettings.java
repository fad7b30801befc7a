package org.porchlight.feeds;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// What all feeds together may take. See "When it gets tight" in docs/design/video-in.md.
///
/// @param memory most bytes of pictures in all rings together
/// @param bitsPerSecond most that is received from all cameras together
/// @param feeds most cameras that are pulled at the same time
/// @param usualBytes reserved for a feed of which nothing is known yet
/// @param usualBitsPerSecond reserved for a feed of which nothing is known yet
/// @param shortRing how far back the ring of a camera that is always pulled reaches when memory is
///   short and nobody looks at it; longer than a recorded file and a group of pictures
@ConfigurationProperties("porchlight.feeds.room")
record RoomSettings(
    @DefaultValue("2GB") DataSize memory,
    @DefaultValue("900000000") long bitsPerSecond,
    @DefaultValue("1000") int feeds,
    @DefaultValue("8MB") DataSize usualBytes,
    @DefaultValue("2000000") long usualBitsPerSecond,
    @DefaultValue("20s") Duration shortRing) {

  Allotment.Limits limits() {
    return new Allotment.Limits(memory.toBytes(), bitsPerSecond, feeds);
  }
}
