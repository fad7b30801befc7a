package org.porchlight.feeds.media;

import org.jspecify.annotations.Nullable;

/// Places sound on the timeline of the pictures. See docs/design/time.md.
///
/// Distances are those of the camera's sound clock, which is even. Where the sound begins is taken
/// from the camera's reports, if what they say is believable, and else from when it arrived. It is
/// taken once for each connection: a camera that sets its wall clock later moves nothing.
///
/// For one stream and one thread.
public final class SoundTimeline {

  /// The camera's reports may move sound by so much against its arrival, in ticks.
  private static final long BELIEVABLE = Timeline.TICKS;

  /// Sound and pictures are together as long as they are no farther apart.
  private static final long TOGETHER = Timeline.TICKS / 2;

  /// What is so far ahead at once has jumped.
  private static final long JUMP = 2L * Timeline.TICKS;

  /// Who is not together for so long is placed anew.
  private static final long PATIENCE = 5L * Timeline.TICKS;

  private boolean begun;
  private boolean reported;
  private long offset;

  /// How far behind its arrival the camera says that its sound belongs, in ticks.
  private long base;

  private long end = Long.MIN_VALUE;
  private long together;

  /// Where a piece of sound is.
  ///
  /// @param place in samples of its rate, on the timeline of the pictures
  /// @param afterGap whether something is missing before it
  public record Stamp(long place, boolean afterGap) {}

  /// What comes next does not follow from what came before: a new connection, a new format.
  public void cut() {
    begun = false;
    reported = false;
  }

  /// Forgets also where the last sound ended: its rate is another one.
  public void restart() {
    cut();
    end = Long.MIN_VALUE;
  }

  /// Places the next piece.
  ///
  /// @param time the camera's, in samples, from any zero
  /// @param samples how long it is
  /// @param arrival moment of the timeline at which it arrived, in ticks
  /// @param report moment of the timeline that the camera's reports name, in ticks, or
  ///   [Timeline#NONE]
  /// @return null if it is older than what was placed before
  public @Nullable Stamp stamp(
      SoundFormat format, long time, int samples, long arrival, long report) {
    var before = end;
    var expected = format.samples(arrival) - samples;
    if (!begun) {
      begun = true;
      base = 0;
      offset = expected - time;
      together = arrival;
    }
    if (!reported && report != Timeline.NONE) {
      reported = true;
      if (Math.abs(Math.clamp(report - arrival, -JUMP, JUMP)) <= BELIEVABLE) {
        offset = format.samples(report) - time;
        base = apart(format, time + offset - expected);
      }
    }
    var apart = apart(format, time + offset - expected) - base;
    if (Math.abs(apart) <= TOGETHER) {
      together = arrival;
    } else if (apart > JUMP || arrival - together > PATIENCE) {
      offset = expected + format.samples(base) - time;
      together = arrival;
    }
    var place = time + offset;
    if (place < 0 || place < before) {
      return null;
    }
    end = place + samples;
    return new Stamp(place, before != Long.MIN_VALUE && place != before);
  }

  /// In ticks, of a distance that may be any number if the camera's clock is.
  private static long apart(SoundFormat format, long samples) {
    return format.ticks(Math.clamp(samples, -(1L << 40), 1L << 40));
  }
}
