package org.porchlight.feeds.pull.container;

import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.media.SoundFormat;
import org.porchlight.feeds.media.Timeline;
import org.porchlight.feeds.pull.VideoSource.Sound;

/// Gives the sound of a container even times. Its time stamps are rounded to the clock of the
/// pictures; what follows closely enough follows exactly. For one thread.
final class SoundPieces {

  /// How far a time stamp may be from where the sound before it ended, in parts of a second.
  private static final int NEAR = 50;

  private final Consumer<Sound> out;
  private @Nullable SoundFormat known;
  private long next;

  SoundPieces(Consumer<Sound> out) {
    this.out = out;
  }

  /// Takes the next piece.
  ///
  /// @param show when it is heard, in [Timeline#TICKS]; [Timeline#NONE] if that was not said
  void piece(
      SoundFormat format,
      MemorySegment from,
      long at,
      int length,
      int samples,
      long show,
      boolean afterLoss) {
    var follows = format.equals(known);
    if (show == Timeline.NONE && (!follows || afterLoss)) {
      // Nobody knows where it belongs.
      return;
    }
    var time = next;
    if (show != Timeline.NONE) {
      var said = format.samples(show);
      if (!follows || Math.abs(said - next) > format.rate() / NEAR) {
        time = said;
      }
    }
    known = format;
    next = time + samples;
    var picture = show == Timeline.NONE ? format.ticks(time) : show;
    out.accept(new Sound(format, from, at, length, samples, time, picture, afterLoss));
  }
}
