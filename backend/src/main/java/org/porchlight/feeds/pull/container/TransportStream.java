package org.porchlight.feeds.pull.container;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.media.Codec;
import org.porchlight.feeds.media.MalformedVideo;
import org.porchlight.feeds.media.Timeline;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.VideoSource.Sound;

/// Takes the pictures of the first video track out of an MPEG transport stream (ISO/IEC 13818-1),
/// and the sound of the first sound track that is let in, if sound is wanted: otherwise none of its
/// packets is looked at.
///
/// A picture is complete when the next one begins. One of which packets are missing is left out,
/// and the next one is said to follow a loss. Whatever is wrong with the sound, it falls silent.
/// For one stream and one thread; memory is bounded by the largest picture.
public final class TransportStream {

  private static final int PACKET = 188;
  private static final int SYNC = 0x47;

  /// So much of anything else is no transport stream any more.
  private static final int MOST_NOISE = 64 * 1024;

  /// The longest table section (2.4.4.8).
  private static final int LONGEST_TABLE = 1024;

  private final int most;
  private final @Nullable CodedPictures out;
  private final @Nullable Consumer<Sound> sounds;
  private final TransportClock clock;
  private final byte[] packet = new byte[PACKET];
  private int filled;
  private int noise;

  private int tablePid = -1;
  private int videoPid = -1;
  private @Nullable Codec codec;
  private int soundPid = -1;
  private @Nullable TransportSound sound;
  private final byte[] table = new byte[LONGEST_TABLE];
  private int tableLength = -1;

  private int counter = -1;
  private byte[] unit = new byte[64 * 1024];
  private int length;
  private boolean begun;
  private int headLeft;
  private boolean lossy;
  private long decode = Timeline.NONE;
  private long show = Timeline.NONE;

  /// Without sound.
  ///
  /// @param most bytes of the largest picture
  public TransportStream(int most, CodedPictures out) {
    this(most, out, null, new TransportClock());
  }

  /// @param most bytes of the largest picture
  /// @param out where pictures go; null if only sound is wanted
  /// @param sounds where sound goes; null if it is not wanted
  /// @param clock of this stream and all others that tell time alike
  public TransportStream(
      int most,
      @Nullable CodedPictures out,
      @Nullable Consumer<Sound> sounds,
      TransportClock clock) {
    this.most = most;
    this.out = out;
    this.sounds = sounds;
    this.clock = clock;
  }

  /// Takes the next bytes, cut anywhere.
  ///
  /// @throws MalformedVideo if a picture is too large, or this is something else
  /// @throws StreamLost if there is no video in it that is let in
  public void take(byte[] bytes, int from, int count) throws IOException {
    var at = from;
    var end = from + count;
    while (at < end) {
      if (filled == 0 && (bytes[at] & 0xFF) != SYNC) {
        at++;
        lossy = true;
        if (++noise > MOST_NOISE) {
          throw new MalformedVideo("no transport stream");
        }
        continue;
      }
      var part = Math.min(PACKET - filled, end - at);
      System.arraycopy(bytes, at, packet, filled, part);
      filled += part;
      at += part;
      if (filled == PACKET) {
        filled = 0;
        packet();
      }
    }
  }

  /// The last picture is complete, and what comes next is counted anew: a segment has ended.
  ///
  /// @param missing whether segments are missing behind it
  public void endSegment(boolean missing) throws IOException {
    flush();
    filled = 0;
    counter = -1;
    lossy |= missing;
    if (sound != null) {
      sound.endSegment(missing);
    }
  }

  private void packet() throws IOException {
    var pid = (packet[1] & 0x1F) << 8 | (packet[2] & 0xFF);
    var broken = (packet[1] & 0x80) != 0;
    var begins = (packet[1] & 0x40) != 0;
    var control = (packet[3] >> 4) & 3;
    var at = 4;
    var jump = false;
    if ((control & 2) != 0) {
      var field = packet[4] & 0xFF;
      jump = field > 0 && (packet[5] & 0x80) != 0;
      at += 1 + field;
    }
    if (broken || at >= PACKET || (control & 1) == 0) {
      lossy |= broken && pid == videoPid;
      return;
    }
    if (pid == 0) {
      programs(begins, at);
    } else if (pid == tablePid) {
      tracks(begins, at);
    } else if (pid == videoPid) {
      noise = 0;
      video(begins, at, jump);
    } else if (pid == soundPid && sound != null) {
      noise = out == null ? 0 : noise;
      sound.packet(packet, at, begins, jump);
    }
  }

  // ---- tables

  private void programs(boolean begins, int at) {
    if (!begins) {
      return;
    }
    var start = at + 1 + (packet[at] & 0xFF);
    if (start + 12 > PACKET || packet[start] != 0) {
      return;
    }
    var end = Math.min(PACKET, start + 3 + length(packet, start + 1)) - 4;
    for (var i = start + 8; i + 4 <= end; i += 4) {
      if (u16(packet, i) != 0) {
        tablePid = u16(packet, i + 2) & 0x1FFF;
        return;
      }
    }
  }

  private void tracks(boolean begins, int from) throws IOException {
    var at = from;
    if (begins) {
      at += 1 + (packet[at] & 0xFF);
      tableLength = 0;
    }
    if (tableLength < 0 || at >= PACKET) {
      return;
    }
    var part = Math.min(PACKET - at, table.length - tableLength);
    System.arraycopy(packet, at, table, tableLength, part);
    tableLength += part;
    if (tableLength >= 3 && tableLength >= 3 + length(table, 1)) {
      tableLength = -1;
      if (table[0] == 2) {
        tracks(Math.min(table.length, 3 + length(table, 1)) - 4);
      }
    }
  }

  private void tracks(int end) throws IOException {
    var at = 12 + length(table, 10);
    var seen = false;
    var heard = false;
    while (at + 5 <= end) {
      var type = table[at] & 0xFF;
      var pid = u16(table, at + 1) & 0x1FFF;
      if (!seen && out != null) {
        seen = video(type, pid);
      }
      if (!heard && sounds != null) {
        heard = sound(type, pid, sounds);
      }
      at += 5 + length(table, at + 3);
    }
    if (!heard) {
      soundPid = -1;
      sound = null;
    }
    if (!seen && out != null) {
      throw new StreamLost(StreamProblem.NOT_VIDEO, "no format that is let in");
    }
  }

  private boolean video(int type, int pid) {
    var found =
        switch (type) {
          case 0x1B -> Codec.H264;
          case 0x24 -> Codec.HEVC;
          default -> null;
        };
    if (found == null) {
      return false;
    }
    if (pid != videoPid || found != codec) {
      begun = false;
      counter = -1;
    }
    videoPid = pid;
    codec = found;
    return true;
  }

  private boolean sound(int type, int pid, Consumer<Sound> to) {
    var kind = TransportSound.Kind.of(type);
    if (kind == null) {
      return false;
    }
    if (sound == null || pid != soundPid || kind != sound.kind()) {
      sound = new TransportSound(kind, clock, to);
    }
    soundPid = pid;
    return true;
  }

  private static int length(byte[] in, int at) {
    return u16(in, at) & 0x0FFF;
  }

  private static int u16(byte[] in, int at) {
    return (in[at] & 0xFF) << 8 | (in[at + 1] & 0xFF);
  }

  // ---- pictures

  private void video(boolean begins, int at, boolean jump) throws IOException {
    if ((packet[3] & 0xC0) != 0) {
      throw new StreamLost(StreamProblem.NOT_VIDEO, "scrambled");
    }
    var number = packet[3] & 0x0F;
    if (counter == number && !jump) {
      // Sent twice, which is allowed.
      return;
    }
    if (counter >= 0 && !jump && number != ((counter + 1) & 0x0F)) {
      begun = false;
      lossy = true;
    }
    counter = number;
    if (begins) {
      begin(at);
    } else if (begun) {
      append(at);
    }
  }

  private void begin(int at) throws IOException {
    if (at + 9 > PACKET || packet[at] != 0 || packet[at + 1] != 0 || packet[at + 2] != 1) {
      begun = false;
      lossy = true;
      return;
    }
    var times = (packet[at + 7] >> 6) & 3;
    var head = packet[at + 8] & 0xFF;
    var content = at + 9 + head;
    if (times == 0 && begun) {
      // The same picture goes on.
      headLeft = Math.max(0, content - PACKET);
      append(Math.min(content, PACKET));
      return;
    }
    flush();
    begun = true;
    headLeft = Math.max(0, content - PACKET);
    show =
        (times & 2) != 0 && head >= 5 && at + 14 <= PACKET
            ? clock.unwrapped(clock(packet, at + 9))
            : Timeline.NONE;
    decode =
        times == 3 && head >= 10 && at + 19 <= PACKET
            ? clock.unwrapped(clock(packet, at + 14))
            : show;
    append(Math.min(content, PACKET));
  }

  /// A time stamp in the head of a unit (2.4.3.6).
  static long clock(byte[] packet, int at) {
    return (packet[at] & 0x0EL) << 29
        | (packet[at + 1] & 0xFFL) << 22
        | (packet[at + 2] & 0xFEL) << 14
        | (packet[at + 3] & 0xFFL) << 7
        | (packet[at + 4] & 0xFFL) >> 1;
  }

  private void append(int from) {
    var skip = Math.min(headLeft, PACKET - from);
    headLeft -= skip;
    var at = from + skip;
    var part = PACKET - at;
    if (part > most - length) {
      throw new MalformedVideo("a picture of more than " + most + " bytes");
    }
    if (length + part > unit.length) {
      unit = Arrays.copyOf(unit, (int) Math.min(most, 2L * unit.length));
    }
    System.arraycopy(packet, at, unit, length, part);
    length += part;
  }

  private void flush() throws IOException {
    var of = codec;
    var to = out;
    var complete = begun && length > 0;
    var end = length;
    begun = false;
    length = 0;
    if (!complete || of == null || to == null) {
      return;
    }
    // Most cameras send one picture at a time; several begin with a delimiter each.
    var from = 0;
    for (var at = nextDelimiter(of, 4, end); from < end; at = nextDelimiter(of, at + 4, end)) {
      send(to, of, from, Math.min(at, end));
      from = at;
      show = Timeline.NONE;
      decode = Timeline.NONE;
    }
  }

  private void send(CodedPictures into, Codec of, int from, int to) throws IOException {
    var afterLoss = lossy;
    lossy = false;
    into.take(of, MemorySegment.ofArray(unit).asSlice(from, to - from), decode, show, afterLoss);
  }

  private int nextDelimiter(Codec of, int from, int end) {
    for (var i = from; i + 3 < end; i++) {
      if (unit[i] == 0 && unit[i + 1] == 0 && unit[i + 2] == 1) {
        var first = unit[i + 3] & 0xFF;
        if (of == Codec.HEVC ? ((first >> 1) & 0x3F) == 35 : (first & 0x1F) == 9) {
          return i;
        }
        i += 2;
      }
    }
    return end;
  }
}
