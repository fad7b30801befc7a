package org.porchlight.feeds.media;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// Sound as those who look are sent it, beside the pictures and in the same pieces. Without holes:
/// browsers show no picture for which there is no sound, so where sound is missing there is
/// silence. What comes more than half a second later than its picture is left out.
///
/// G.711 is sent as FLAC, which browsers play: the same samples. For one thread.
public final class LiveSound {

  /// One frame of silence in AAC-LC, as encoders write it.
  private static final byte[] SILENT_MONO = {
    0x00, (byte) 0xC8, 0x00, (byte) 0x80, 0x23, (byte) 0x80
  };

  private static final byte[] SILENT_STEREO = {
    0x21, 0x00, 0x49, (byte) 0x90, 0x02, 0x19, 0x00, 0x23, (byte) 0x80
  };

  /// Longer holes are left open: then the pictures were missing too.
  private static final int LONGEST_HOLE_SECONDS = 10;

  private static final int LONGEST_BLOCK = 4096;

  private final SoundRing ring;
  private final SoundFormat format;
  private final long patience;
  private long next;
  private boolean begun;

  /// What goes into one fragment: pieces that follow each other.
  ///
  /// @param begin in samples, on the timeline
  /// @param durations of the pieces, in samples
  public record Run(long begin, List<Integer> durations, List<byte[]> pieces) {

    public static final Run NOTHING = new Run(0, List.of(), List.of());

    public boolean isEmpty() {
      return pieces.isEmpty();
    }
  }

  /// Begins at a moment of the timeline.
  ///
  /// @param format of the camera
  /// @param begin moment of the timeline, in ticks
  public LiveSound(SoundRing ring, SoundFormat format, long begin) {
    this.ring = ring;
    this.format = format;
    this.next = Math.max(0, format.samples(begin));
    this.patience = format.rate() / 2;
  }

  public SoundFormat format() {
    return format;
  }

  /// What viewers are told the format is.
  public SoundFormat sent() {
    return sent(format);
  }

  /// What viewers are told the format is when a camera sends this.
  public static SoundFormat sent(SoundFormat format) {
    return switch (format) {
      case SoundFormat.G711(_, var rate, var channels) -> new SoundFormat.Flac(rate, channels);
      case SoundFormat.Aac aac -> aac;
      case SoundFormat.Flac flac -> flac;
    };
  }

  /// Where it goes on, in ticks of the timeline.
  public long next() {
    return format.ticks(next);
  }

  /// The sound up to this moment of the timeline, as far as it is there.
  public Run upTo(long ticks) {
    var end = format.samples(ticks);
    if (end - next > (long) LONGEST_HOLE_SECONDS * format.rate()) {
      next = end - patience;
    }
    return end <= next
        ? Run.NOTHING
        : switch (format) {
          case SoundFormat.Aac aac -> frames(aac, end);
          case SoundFormat.G711 g711 -> blocks(g711, end);
          case SoundFormat.Flac _ -> Run.NOTHING;
        };
  }

  private Run frames(SoundFormat.Aac aac, long end) {
    var half = SoundFormat.Aac.FRAME / 2;
    var units = ring.from(format, next - half);
    if (!begun && !units.isEmpty() && units.getFirst().place() <= next + half) {
      // From here on frame by frame as the camera cut them.
      next = units.getFirst().place();
    }
    begun = true;
    var begin = next;
    var pieces = new ArrayList<byte[]>();
    var durations = new ArrayList<Integer>();
    var at = 0;
    while (next < end) {
      while (at < units.size() && units.get(at).place() < next - half) {
        at++;
      }
      var some = at < units.size();
      if (some && units.get(at).place() <= next + half) {
        pieces.add(units.get(at++).bytes());
      } else if (some || next < end - patience) {
        pieces.add(aac.channels() == 1 ? SILENT_MONO : SILENT_STEREO);
      } else {
        break;
      }
      durations.add(SoundFormat.Aac.FRAME);
      next += SoundFormat.Aac.FRAME;
    }
    return new Run(begin, durations, pieces);
  }

  private Run blocks(SoundFormat.G711 g711, long end) {
    // As much as packets of a camera may lie beside each other without being torn apart.
    var near = format.rate() / 50;
    var units = ring.from(format, next - near);
    var begin = next;
    var silence = g711.aLaw() ? (byte) 0xD5 : (byte) 0xFF;
    var bytes = new ByteArrayOutputStream();
    var at = 0;
    while (next < end) {
      while (at < units.size() && units.get(at).place() < next - near) {
        at++;
      }
      var some = at < units.size();
      if (some && units.get(at).place() <= next + near) {
        bytes.writeBytes(units.get(at).bytes());
        next += units.get(at++).samples();
      } else if (some || next < end - patience) {
        var until = some ? Math.min(units.get(at).place(), end) : end - patience;
        for (var left = (until - next) * g711.channels(); left > 0; left--) {
          bytes.write(silence);
        }
        next = until;
      } else {
        break;
      }
    }
    // The smallest block of FLAC.
    while (next > begin && next - begin < Flac.SHORTEST) {
      for (var i = 0; i < g711.channels(); i++) {
        bytes.write(silence);
      }
      next++;
    }
    return coded(g711, begin, bytes.toByteArray());
  }

  private static Run coded(SoundFormat.G711 g711, long begin, byte[] bytes) {
    var pieces = new ArrayList<byte[]>();
    var durations = new ArrayList<Integer>();
    var total = bytes.length / g711.channels();
    for (var from = 0; from < total; ) {
      var left = total - from;
      // What is left over must not be too short for a block of its own.
      var length = left <= LONGEST_BLOCK ? left : Math.min(LONGEST_BLOCK, left - Flac.SHORTEST);
      pieces.add(Flac.frame(g711, begin + from, bytes, from, length));
      durations.add(length);
      from += length;
    }
    return new Run(begin, durations, pieces);
  }
}
