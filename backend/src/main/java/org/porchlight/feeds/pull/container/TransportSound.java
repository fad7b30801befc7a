package org.porchlight.feeds.pull.container;

import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.media.SoundFormat;
import org.porchlight.feeds.media.Timeline;
import org.porchlight.feeds.pull.VideoSource.Sound;

/// The sound of a transport stream. What is not as it should be is left out; nothing is thrown. For
/// one thread.
final class TransportSound {

  /// Samples of G.711 that are handed on at once at most: 40 ms.
  private static final int MOST_SAMPLES = 320;

  private static final int G711_RATE = 8000;

  /// How sound may be packed.
  enum Kind {
    /// AAC behind ADTS headers.
    ADTS,
    /// G.711 as such, one channel, 8,000 samples a second, as in GB/T 28181.
    ALAW,
    ULAW;

    /// @param type of a stream, as programs name it
    static @Nullable Kind of(int type) {
      return switch (type) {
        case 0x0F -> ADTS;
        case 0x90 -> ALAW;
        case 0x91 -> ULAW;
        default -> null;
      };
    }
  }

  private final Kind kind;
  private final TransportClock clock;
  private final SoundPieces out;
  private final AdtsFrames frames;
  private final byte[] samples = new byte[MOST_SAMPLES];
  private int filled;
  private long show = Timeline.NONE;
  private boolean lossy;
  private int counter = -1;
  private boolean begun;
  private int headLeft;

  TransportSound(Kind kind, TransportClock clock, Consumer<Sound> out) {
    this.kind = kind;
    this.clock = clock;
    this.out = new SoundPieces(out);
    this.frames = new AdtsFrames(this.out);
  }

  Kind kind() {
    return kind;
  }

  /// Takes a packet of its own.
  ///
  /// @param at where the content begins
  /// @param jump whether counting may begin anew
  void packet(byte[] packet, int at, boolean begins, boolean jump) {
    if ((packet[3] & 0xC0) != 0) {
      lose();
      return;
    }
    var number = packet[3] & 0x0F;
    if (counter == number && !jump) {
      return;
    }
    if (counter >= 0 && !jump && number != ((counter + 1) & 0x0F)) {
      lose();
    }
    counter = number;
    if (begins) {
      begin(packet, at);
    } else if (begun) {
      content(packet, at);
    }
  }

  private void begin(byte[] packet, int at) {
    flush();
    if (at + 9 > packet.length || packet[at] != 0 || packet[at + 1] != 0 || packet[at + 2] != 1) {
      lose();
      return;
    }
    begun = true;
    var head = packet[at + 8] & 0xFF;
    if ((packet[at + 7] & 0x80) != 0 && head >= 5 && at + 14 <= packet.length) {
      show = clock.unwrapped(TransportStream.clock(packet, at + 9));
      frames.heardAt(show);
    }
    var content = at + 9 + head;
    headLeft = Math.max(0, content - packet.length);
    content(packet, Math.min(content, packet.length));
  }

  private void content(byte[] packet, int from) {
    var skip = Math.min(headLeft, packet.length - from);
    headLeft -= skip;
    switch (kind) {
      case ADTS -> frames.take(packet, from + skip, packet.length);
      case ALAW, ULAW -> {
        for (var at = from + skip; at < packet.length; at++) {
          if (filled == samples.length) {
            flush();
          }
          samples[filled++] = packet[at];
        }
      }
    }
  }

  /// Hands on what has come of G.711.
  private void flush() {
    if (filled > 0) {
      var format = new SoundFormat.G711(kind == Kind.ALAW, G711_RATE, 1);
      out.piece(format, MemorySegment.ofArray(samples), 0, filled, filled, show, lossy);
      lossy = false;
      filled = 0;
      show = Timeline.NONE;
    }
  }

  private void lose() {
    begun = false;
    filled = 0;
    lossy = true;
    frames.lose();
  }

  /// A segment has ended, and what comes next is counted anew.
  ///
  /// @param missing whether segments are missing behind it
  void endSegment(boolean missing) {
    flush();
    counter = -1;
    if (missing) {
      lose();
    }
  }
}
