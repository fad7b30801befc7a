package org.porchlight.camerasim.web;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import org.porchlight.camerasim.Sound;

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

  static final String KEY_FILE = "film.key";

  private static final String VECTOR = "000102030405060708090a0b0c0d0e0f";
  private static final int BEFORE_HEADER = 100;

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
    var packed = camera.packaging();
    var seconds = (double) pictures(camera) / camera.clip().framesPerSecond();
    var end = camera.shown() / pictures(camera);
    var first = Math.max(0, end - KEPT);
    var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n");
    text.append("#EXT-X-TARGETDURATION:").append((int) Math.ceil(seconds)).append('\n');
    text.append("#EXT-X-MEDIA-SEQUENCE:").append(first).append('\n');
    text.append(faults.tag).append('\n');
    if (packed.encrypted) {
      text.append("#EXT-X-KEY:METHOD=AES-128,URI=\"").append(KEY_FILE).append('"');
      // Without a vector it is the number of the segment; headers have no number.
      text.append(fragments ? ",IV=0x" + VECTOR + "\n" : "\n");
    }
    var tags = content == Content.SOUND ? packed.packed : null;
    if (fragments && tags == null) {
      var header = content == Content.SOUND ? SOUND_HEADER : HEADER;
      text.append("#EXT-X-MAP:URI=\"").append(header).append('"');
      if (packed.inOneFile) {
        var length = header(camera, content).length - BEFORE_HEADER;
        text.append(",BYTERANGE=\"").append(length).append('@').append(BEFORE_HEADER).append('"');
      }
      text.append('\n');
    }
    var kind = tags != null ? "packed-" : fragments ? "fragment-" : "segment-";
    var name = content == Content.SOUND ? "sound-" + kind : kind;
    var ending = tags != null ? ".aac" : fragments ? ".m4s" : ".ts";
    for (var segment = first; segment < end; segment++) {
      var elsewhere = content == Content.SOUND ? faults.soundSegment : faults.segment;
      text.append("#EXTINF:").append(seconds).append(",\n");
      if (packed.inOneFile) {
        text.append("#EXT-X-BYTERANGE:");
        text.append(segment(camera, segment, fragments, content).length);
        // What goes on in the same file need not say where.
        if (segment % 2 == 0) {
          text.append("@0");
        } else if (segment == first) {
          text.append('@').append(segment(camera, segment - 1, fragments, content).length);
        }
        text.append('\n');
      }
      text.append(
          segment == end - 1 && elsewhere != null
              ? elsewhere
              : name + (packed.inOneFile ? segment / 2 : segment) + ending);
      text.append('\n');
    }
    return text.toString();
  }

  private static int pictures(WebCamera camera) {
    return PICTURES * camera.packaging().groups;
  }

  /// A file of the film.
  static byte[] file(WebCamera camera, long number, boolean fragment, Content content) {
    if (!camera.packaging().inOneFile) {
      return segment(camera, number, fragment, content);
    }
    var both = new ByteArrayOutputStream();
    both.writeBytes(segment(camera, number * 2, fragment, content));
    both.writeBytes(segment(camera, number * 2 + 1, fragment, content));
    return both.toByteArray();
  }

  /// The file with what comes before all fragments.
  static byte[] header(WebCamera camera, Content content) {
    var packed = camera.packaging();
    var sound = content == Content.PICTURES ? null : camera.sound();
    var header = FragmentMuxer.header(camera.clip(), content != Content.SOUND, sound);
    if (packed.encrypted) {
      header = Packaging.encrypt(header, HexFormat.of().parseHex(VECTOR));
    }
    var file = new ByteArrayOutputStream();
    if (packed.inOneFile) {
      file.writeBytes(new byte[BEFORE_HEADER]);
    }
    file.writeBytes(header);
    return file.toByteArray();
  }

  private static byte[] segment(WebCamera camera, long number, boolean fragment, Content content) {
    var plain = plain(camera, number, fragment, content);
    if (!camera.packaging().encrypted) {
      return plain;
    }
    var vector = fragment ? VECTOR : "%032x".formatted(number);
    return Packaging.encrypt(plain, HexFormat.of().parseHex(vector));
  }

  private static byte[] plain(WebCamera camera, long number, boolean fragment, Content content) {
    long count = pictures(camera);
    var pictures =
        content == Content.SOUND
            ? List.<Long>of()
            : LongStream.range(number * count, (number + 1) * count)
                .filter(picture -> !camera.faults().noKeyframes || !camera.isKey(picture))
                .boxed()
                .toList();
    var step = 90_000L / camera.clip().framesPerSecond();
    var from = number * count * step;
    var to = (number + 1) * count * step;
    var sound = content == Content.PICTURES ? null : camera.soundSent();
    var tags = camera.packaging().packed;
    if (content == Content.SOUND && sound != null && tags != null) {
      return packed(sound, tags, from, to);
    }
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

  /// Sound without a container.
  private static byte[] packed(Sound sound, Packaging.Tags tags, long from, long to) {
    var first = Packaging.piece(sound, from);
    var out = new ByteArrayOutputStream();
    out.writeBytes(Packaging.tags(tags, first * sound.samplesOfPiece() * 90_000 / sound.rate()));
    for (var number = first; number < Packaging.piece(sound, to); number++) {
      if (tags != Packaging.Tags.MANY && !sound.pieces().isEmpty()) {
        out.writeBytes(sound.adts((int) (number % sound.pieces().size())));
      }
    }
    return out.toByteArray();
  }
}
