package org.porchlight.camerasim;

import java.util.concurrent.TimeUnit;
import org.porchlight.camerasim.RtpTrack.Unit;

/// Where a camera is in one of its tracks. It runs on whether anyone watches or not, and its ticks
/// go on evenly when the clip begins anew or gives way to another one.
final class Timeline {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final long begin;
  private RtpTrack track;
  private int next;
  private long ticks;

  /// @param begin when the first unit is due, as all times here in [System#nanoTime()]
  Timeline(RtpTrack track, long begin) {
    this.track = track;
    this.begin = begin;
  }

  RtpTrack track() {
    return track;
  }

  Unit nextUnit() {
    return track.units().get(next);
  }

  /// RTP time of the next unit, not yet shifted by a session's random start.
  long ticks() {
    return ticks;
  }

  long due() {
    return timeOf(ticks);
  }

  /// When this RTP time comes.
  long timeOf(long atTicks) {
    return begin + sinceBegin(atTicks);
  }

  /// Nanoseconds from the beginning to this RTP time.
  long sinceBegin(long atTicks) {
    var rate = track.clockRate();
    return atTicks / rate * SECOND + atTicks % rate * SECOND / rate;
  }

  boolean isDueAt(long now) {
    return now - due() >= 0;
  }

  void advance() {
    next = (next + 1) % track.units().size();
    ticks += track.ticksPerUnit();
  }

  /// Leaves out all units that were due before `now`.
  ///
  /// @return whether there were any
  boolean skipTo(long now) {
    if (!isDueAt(now)) {
      return false;
    }
    var late = ticksBetween(due(), now) / track.ticksPerUnit() + 1;
    next = (int) ((next + late) % track.units().size());
    ticks += late * track.ticksPerUnit();
    return true;
  }

  /// The RTP time at this moment.
  long ticksAt(long now) {
    return ticks + ticksBetween(due(), now);
  }

  /// RTP time of the first keyframe that is still to come.
  long ticksOfNextKey() {
    var units = track.units();
    var ahead = 0;
    while (ahead < units.size() && !units.get((next + ahead) % units.size()).isKey()) {
      ahead++;
    }
    return ticks + (long) ahead * track.ticksPerUnit();
  }

  /// Goes on with the first unit of another track of the same medium.
  void change(RtpTrack other) {
    track = other;
    next = 0;
  }

  private long ticksBetween(long from, long to) {
    var seconds = (to - from) / SECOND;
    var rest = (to - from) % SECOND * track.clockRate();
    return seconds * track.clockRate() + Math.floorDiv(rest + SECOND / 2, SECOND);
  }
}
