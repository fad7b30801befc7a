package org.porchlight.camerasim.web;

import java.util.List;
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

  static final String SOUND = "sound.m3u8";
  static final String FRAGMENT_VIDEO = "fragment-video.m3u8";
  static final String FRAGMENT_SOUND = "fragment-sound.m3u8";
  static final String SOUND_HEADER = "sound-header.mp4";

  /// What segments hold.
  enum Content {
    ALL,
    PICTURES,
    SOUND
  }

  static String master(WebCamera camera, boolean fragments) {
    var size = camera.clip().width() + "x" + camera.clip().height();
    var apart = camera.packaging().soundApart;
    var sound = fragments ? FRAGMENT_SOUND : SOUND;
    var rendition =
        "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"s\",NAME=\"Sound\",DEFAULT=YES,URI=\"" + sound + "\"";
    return """
    #EXTM3U
    %s
    %s
    #EXT-X-STREAM-INF:BANDWIDTH=64000,CODECS="mp4a.40.2"
    %s
    #EXT-X-STREAM-INF:BANDWIDTH=400000,CODECS="avc1.64001e",RESOLUTION=%s%s
    %s
    """
        .formatted(
            camera.faults().tag,
            apart ? rendition : "",
            sound,
            size,
            apart ? ",AUDIO=\"s\"" : "",
            fragments ? FRAGMENT_VIDEO : VIDEO);
  }

  static String media(WebCamera camera, boolean fragments, Content content) {
    var faults = camera.faults();
    var seconds = (double) PICTURES / camera.clip().framesPerSecond();
    var end = camera.shown() / PICTURES;
    var first = Math.max(0, end - KEPT);
    var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n");
    text.append("#EXT-X-TARGETDURATION:").append((int) Math.ceil(seconds)).append('\n');
    text.append("#EXT-X-MEDIA-SEQUENCE:").append(first).append('\n');
    text.append(faults.tag).append('\n');
    if (fragments) {
      var header = content == Content.SOUND ? SOUND_HEADER : HEADER;
      text.append("#EXT-X-MAP:URI=\"").append(header).append("\"\n");
    }
    var kind = fragments ? "fragment-" : "segment-";
    var name = content == Content.SOUND ? "sound-" + kind : kind;
    for (var segment = first; segment < end; segment++) {
      var elsewhere = content == Content.SOUND ? faults.soundSegment : faults.segment;
      text.append("#EXTINF:").append(seconds).append(",\n");
      text.append(
          segment == end - 1 && elsewhere != null
              ? elsewhere
              : name + segment + (fragments ? ".m4s" : ".ts"));
      text.append('\n');
    }
    return text.toString();
  }

  static byte[] segment(WebCamera camera, long number, boolean fragment, Content content) {
    var pictures =
        content == Content.SOUND
            ? List.<Long>of()
            : LongStream.range(number * PICTURES, (number + 1) * PICTURES)
                .filter(picture -> !camera.faults().noKeyframes || !camera.isKey(picture))
                .boxed()
                .toList();
    var step = 90_000L / camera.clip().framesPerSecond();
    var from = number * PICTURES * step;
    var to = (number + 1) * PICTURES * step;
    var sound = content == Content.PICTURES ? null : camera.soundSent();
    if (fragment) {
      return FragmentMuxer.fragment(camera, pictures, sound, from, to);
    }
    var muxer = new TransportMuxer(content != Content.SOUND, sound);
    muxer.tables();
    for (var picture : pictures) {
      muxer.picture(camera.picture(picture), camera.ticks(picture, 90_000));
      muxer.sound(sound, picture * step, (picture + 1) * step);
    }
    if (content == Content.SOUND) {
      muxer.sound(sound, from, to);
    }
    return muxer.take();
  }
}
