package org.porchlight.feeds;

import java.time.Duration;
import org.porchlight.feeds.pull.PullLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How patiently we hold on to cameras, and how much of them we hold.
///
/// @param openTimeout give up connecting after this long
/// @param silence a feed without a picture for this long is lost
/// @param keyless a feed without a keyframe for this long is lost, unless its keyframes are known
///   to be rarer
/// @param firstPause wait this long after the first failure; grows by a third with each further
///   one, so that no pause is much longer than a third of the whole time without pictures
/// @param longestPause but never longer than this
/// @param watchedPause nor longer than this while somebody waits for the picture
/// @param wrongLoginPause wait this long after a refused password, because cameras lock out
/// @param opensAtOnce how many cameras are connected to at the same time
/// @param ring how far back the memory of a feed reaches
/// @param ringSize most bytes of pictures kept for one feed
/// @param mostBitsPerSecond a camera that sends more is disconnected
/// @param mostPixels a camera with larger pictures is disconnected; the default is 4096 by 2304
/// @param linger how long a feed that nobody needs any more goes on
/// @param viewerBacklog most bytes that wait for a slow viewer
/// @param rtsp how RTSP cameras are read
/// @param rtspThreads how many threads read from all RTSP cameras together; one is enough for some
///   hundreds
/// @param udpPorts our ports for cameras that send over UDP, of which each takes two and another
///   two for its sound: first and last, or `none`. Only cameras in granted networks may
/// @param probeTime what "try the camera" takes whenever the answer is not OK
/// @param probesAtOnce how many cameras are tried at the same time
@ConfigurationProperties("porchlight.feeds")
record FeedSettings(
    @DefaultValue("8s") Duration openTimeout,
    @DefaultValue("5s") Duration silence,
    @DefaultValue("8s") Duration keyless,
    @DefaultValue("1s") Duration firstPause,
    @DefaultValue("60s") Duration longestPause,
    @DefaultValue("3s") Duration watchedPause,
    @DefaultValue("10m") Duration wrongLoginPause,
    @DefaultValue("32") int opensAtOnce,
    @DefaultValue("30s") Duration ring,
    @DefaultValue("24MB") DataSize ringSize,
    @DefaultValue("24000000") long mostBitsPerSecond,
    @DefaultValue("9437184") long mostPixels,
    @DefaultValue("5s") Duration linger,
    @DefaultValue("8MB") DataSize viewerBacklog,
    @DefaultValue("OWN") Rtsp rtsp,
    @DefaultValue("1") int rtspThreads,
    @DefaultValue("20000-21999") String udpPorts,
    @DefaultValue("7s") Duration probeTime,
    @DefaultValue("4") int probesAtOnce) {

  /// Ways to read RTSP cameras.
  enum Rtsp {
    /// A session of our own: few threads for all cameras.
    OWN,
    /// FFmpeg through a relay: a thread for each camera, and several times the cost.
    FFMPEG
  }

  Duration pauseAfter(int failures) {
    // After so many failures every pause is the longest.
    var pause = firstPause;
    for (var i = 1; i < Math.min(failures, 30); i++) {
      pause = pause.multipliedBy(4).dividedBy(3);
    }
    return pause.compareTo(longestPause) < 0 ? pause : longestPause;
  }

  PullLimits limits() {
    var largest = (int) Math.min(ringSize.toBytes() / 2, Integer.MAX_VALUE / 2);
    return new PullLimits(openTimeout, silence, keyless, mostBitsPerSecond, largest);
  }
}
