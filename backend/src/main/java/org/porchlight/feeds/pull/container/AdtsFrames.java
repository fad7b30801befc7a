package org.porchlight.feeds.pull.container;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.media.SoundFormat;
import org.porchlight.feeds.media.Timeline;

/// Frames of AAC behind ADTS headers (ISO/IEC 14496-3 1.A.2), cut anywhere. What is not AAC-LC of
/// one or two channels is left out. Such a header cannot say that a frame has more in it (HE-AAC);
/// decoders see that by themselves. For one thread.
final class AdtsFrames {

  /// Of which nothing can be said before it is there.
  private static final int HEADER = 7;

  private static final int CHECKSUM = 2;

  private final SoundPieces out;
  private final byte[] frame = new byte[HEADER + CHECKSUM + SoundFormat.Aac.LARGEST];
  private final MemorySegment memory = MemorySegment.ofArray(frame);
  private int filled;
  private int skip;
  private long show = Timeline.NONE;
  private long frameShow = Timeline.NONE;
  private boolean lossy;
  private SoundFormat.@Nullable Aac known;

  AdtsFrames(SoundPieces out) {
    this.out = out;
  }

  /// The next frame that begins is heard then.
  void heardAt(long ticks) {
    show = ticks;
  }

  /// Bytes are missing here.
  void lose() {
    filled = 0;
    skip = 0;
    lossy = true;
  }

  void take(byte[] in, int from, int end) {
    var at = from;
    while (at < end) {
      if (skip > 0) {
        var part = Math.min(skip, end - at);
        skip -= part;
        at += part;
        continue;
      }
      if (filled == 0) {
        frameShow = show;
        show = Timeline.NONE;
      }
      var wanted = filled < HEADER ? HEADER : length();
      var part = Math.min(wanted - filled, end - at);
      System.arraycopy(in, at, frame, filled, part);
      filled += part;
      at += part;
      if (filled == wanted) {
        if (wanted == HEADER) {
          header();
        }
        if (filled > 0 && filled == length()) {
          whole();
        }
      }
    }
  }

  /// Looks at a header that is complete: what is none is searched for one, byte by byte.
  private void header() {
    if ((frame[0] & 0xFF) != 0xFF || (frame[1] & 0xF6) != 0xF0 || length() < content()) {
      System.arraycopy(frame, 1, frame, 0, HEADER - 1);
      filled--;
      lossy = true;
      return;
    }
    if (length() > frame.length) {
      skip = length() - filled;
      filled = 0;
      lossy = true;
    }
  }

  private void whole() {
    filled = 0;
    var low = (frame[2] >> 6 & 3) == 1;
    var rate = frame[2] >> 2 & 0xF;
    var channels = (frame[2] & 1) << 2 | (frame[3] >> 6 & 3);
    var single = (frame[6] & 3) == 0;
    var size = length() - content();
    if (!low
        || !single
        || size == 0
        || rate >= SoundFormat.AAC_RATES.size()
        || channels < 1
        || channels > 2) {
      lossy = true;
      return;
    }
    out.piece(
        format(SoundFormat.AAC_RATES.get(rate), channels),
        memory,
        content(),
        size,
        SoundFormat.Aac.FRAME,
        frameShow,
        lossy);
    lossy = false;
  }

  private SoundFormat.Aac format(int rate, int channels) {
    var before = known;
    if (before != null && before.rate() == rate && before.channels() == channels) {
      return before;
    }
    var format = new SoundFormat.Aac(rate, channels);
    known = format;
    return format;
  }

  private int length() {
    return (frame[3] & 3) << 11 | (frame[4] & 0xFF) << 3 | (frame[5] & 0xE0) >> 5;
  }

  /// Where the frame begins behind its header.
  private int content() {
    return (frame[1] & 1) == 1 ? HEADER : HEADER + CHECKSUM;
  }
}
