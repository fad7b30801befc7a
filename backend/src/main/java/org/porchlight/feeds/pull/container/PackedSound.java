package org.porchlight.feeds.pull.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.media.SoundFormat;
import org.porchlight.feeds.media.Timeline;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.VideoSource.Sound;

/// Takes segments of sound without a container (RFC 8216 3.4): AAC behind ADTS headers, and before
/// it a tag (ID3v2) that says when the first frame is heard. For one thread; memory is bounded by
/// the largest tag.
public final class PackedSound {

  /// All tags of a segment together.
  private static final int LARGEST_TAGS = 64 * 1024;

  private static final int TAG_HEADER = 10;
  private static final int FRAME_HEADER = 7;
  private static final String OWNER = "com.apple.streaming.transportStreamTimestamp\0";

  private final TransportClock clock;
  private final AdtsFrames frames;

  /// @param clock of the film to which it belongs
  public PackedSound(TransportClock clock, Consumer<Sound> out) {
    this.clock = clock;
    this.frames = new AdtsFrames(new SoundPieces(out));
  }

  /// Whether a segment that begins like this is meant.
  public static boolean isPacked(byte[] begin) {
    return isTag(begin) || isFrame(begin);
  }

  private static boolean isTag(byte[] begin) {
    return begin.length > 2 && begin[0] == 'I' && begin[1] == 'D' && begin[2] == '3';
  }

  private static boolean isFrame(byte[] begin) {
    return begin.length > 1 && begin[0] == (byte) 0xFF && (begin[1] & 0xF6) == 0xF0;
  }

  /// Says that segments are missing before the next one.
  public void missing() {
    frames.lose();
  }

  /// Reads one segment to its end.
  ///
  /// @throws StreamLost if it does not say when it is heard, or is no AAC
  public void segment(InputStream in) throws IOException {
    var time = Timeline.NONE;
    var left = LARGEST_TAGS;
    var any = false;
    for (var begin = in.readNBytes(FRAME_HEADER);
        begin.length == FRAME_HEADER;
        begin = in.readNBytes(FRAME_HEADER)) {
      if (isTag(begin)) {
        var tag = tag(in, begin, left);
        left -= TAG_HEADER + tag.length;
        var said = any ? Timeline.NONE : timeStamp(tag, begin);
        time = said == Timeline.NONE ? time : said;
      } else if (isFrame(begin)) {
        if (time == Timeline.NONE) {
          throw new StreamLost(
              StreamProblem.NOT_VIDEO, "packed sound that does not say when it is heard");
        }
        if (!any) {
          frames.heardAt(clock.unwrapped(time));
          any = true;
        }
        frame(in, begin);
      } else {
        throw new StreamLost(StreamProblem.NOT_VIDEO, "packed sound that is no AAC");
      }
    }
  }

  private void frame(InputStream in, byte[] begin) throws IOException {
    var length = (begin[3] & 3) << 11 | (begin[4] & 0xFF) << 3 | (begin[5] & 0xE0) >> 5;
    if (length < FRAME_HEADER || length > FRAME_HEADER + 2 + SoundFormat.Aac.LARGEST) {
      throw new StreamLost(StreamProblem.OUT_OF_BOUNDS, "a frame of " + length + " bytes");
    }
    var rest = in.readNBytes(length - FRAME_HEADER);
    if (rest.length == length - FRAME_HEADER) {
      frames.take(begin, 0, begin.length);
      frames.take(rest, 0, rest.length);
    }
  }

  // ---- tags

  /// What is in a tag behind its header.
  private static byte[] tag(InputStream in, byte[] begin, int most) throws IOException {
    var more = in.readNBytes(TAG_HEADER - FRAME_HEADER);
    if (more.length < TAG_HEADER - FRAME_HEADER) {
      return more;
    }
    var length = begin[6] << 21 | more[0] << 14 | more[1] << 7 | more[2];
    // What stands behind it in version 4 is as long as its header.
    var footer = (begin[5] & 0x10) != 0 ? TAG_HEADER : 0;
    // Each of the four bytes has seven bits.
    if (((begin[6] | more[0] | more[1] | more[2]) & 0x80) != 0
        || length + footer > most - TAG_HEADER) {
      throw new StreamLost(StreamProblem.OUT_OF_BOUNDS, "a tag without end before sound");
    }
    return in.readNBytes(length + footer);
  }

  /// The time stamp in a tag; [Timeline#NONE] if there is none.
  private static long timeStamp(byte[] tag, byte[] begin) {
    var version = begin[3];
    var everywhere = (begin[5] & 0x80) != 0;
    // In version 4 each frame by itself.
    var in = ByteBuffer.wrap(everywhere && version == 3 ? synchronised(tag) : tag);
    if (version < 3 || version > 4) {
      return Timeline.NONE;
    }
    if ((begin[5] & 0x40) != 0 && in.remaining() >= 4) {
      // In version 4 the length counts itself.
      var extended = version == 4 ? sevenBits(in) - 4 : in.getInt();
      in.position(in.position() + Math.clamp(extended, 0, in.remaining()));
    }
    while (in.remaining() > TAG_HEADER) {
      var name = in.getInt();
      var length = version == 4 ? sevenBits(in) : in.getInt();
      var flags = in.getShort();
      if (name == 0 || length < 0 || length > in.remaining()) {
        return Timeline.NONE;
      }
      var content = new byte[length];
      in.get(content);
      if (version == 4 && (everywhere || (flags & 2) != 0)) {
        content = synchronised(content);
      }
      if (name == ByteBuffer.wrap("PRIV".getBytes(ISO_8859_1)).getInt()
          && content.length == OWNER.length() + 8
          && new String(content, 0, OWNER.length(), ISO_8859_1).equals(OWNER)) {
        var said = ByteBuffer.wrap(content).getLong(OWNER.length());
        // 33 bits.
        return said >>> 33 == 0 ? said : Timeline.NONE;
      }
    }
    return Timeline.NONE;
  }

  private static int sevenBits(ByteBuffer in) {
    var value = 0;
    for (var i = 0; i < 4; i++) {
      value = value << 7 | (in.get() & 0x7F);
    }
    return value;
  }

  /// Without the zeros that keep players from seeing sound in it.
  private static byte[] synchronised(byte[] tag) {
    var out = new byte[tag.length];
    var length = 0;
    for (var i = 0; i < tag.length; i++) {
      out[length++] = tag[i];
      if (tag[i] == (byte) 0xFF && i + 1 < tag.length && tag[i + 1] == 0) {
        i++;
      }
    }
    return Arrays.copyOf(out, length);
  }
}
