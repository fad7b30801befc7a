package org.porchlight.camerasim.web;

import java.util.stream.LongStream;

/// What HLS (RFC 8216) makes of a camera: a playlist of its newest segments, each from one keyframe
/// to the next.
final class Playlists {

  static final String VIDEO = "video.m3u8";
  static final String HEADER = "header.mp4";

  /// Pictures of one segment, as many as there are between keyframes of the clips.
  private static final int PICTURES = 30;

  private static final int KEPT = 4;

  private Playlists() {}

  static String master(WebCamera camera) {
    var size = camera.clip().width() + "x" + camera.clip().height();
    return """
    #EXTM3U
    %s
    #EXT-X-STREAM-INF:BANDWIDTH=64000,CODECS="mp4a.40.2"
    sound.m3u8
    #EXT-X-STREAM-INF:BANDWIDTH=400000,CODECS="avc1.64001e",RESOLUTION=%s
    %s
    """
        .formatted(camera.faults().tag, size, VIDEO);
  }

  static String media(WebCamera camera, boolean fragments) {
    var faults = camera.faults();
    var seconds = (double) PICTURES / camera.clip().framesPerSecond();
    var end = camera.shown() / PICTURES;
    var first = Math.max(0, end - KEPT);
    var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n");
    text.append("#EXT-X-TARGETDURATION:").append((int) Math.ceil(seconds)).append('\n');
    text.append("#EXT-X-MEDIA-SEQUENCE:").append(first).append('\n');
    text.append(faults.tag).append('\n');
    if (fragments) {
      text.append("#EXT-X-MAP:URI=\"").append(HEADER).append("\"\n");
    }
    for (var segment = first; segment < end; segment++) {
      var elsewhere = faults.segment;
      text.append("#EXTINF:").append(seconds).append(",\n");
      text.append(
          segment == end - 1 && elsewhere != null
              ? elsewhere
              : fragments ? "fragment-" + segment + ".m4s" : "segment-" + segment + ".ts");
      text.append('\n');
    }
    return text.toString();
  }

  static byte[] segment(WebCamera camera, long number, boolean fragment) {
    var pictures =
        LongStream.range(number * PICTURES, (number + 1) * PICTURES)
            .filter(picture -> !camera.faults().noKeyframes || !camera.isKey(picture))
            .boxed()
            .toList();
    if (fragment) {
      return FragmentMuxer.fragment(camera, pictures);
    }
    var muxer = new TransportMuxer();
    muxer.tables();
    for (var picture : pictures) {
      muxer.picture(camera.picture(picture), camera.ticks(picture, 90_000));
    }
    return muxer.take();
  }
}
