package org.porchlight.feeds;

import java.lang.foreign.ValueLayout;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.media.Ring;
import org.porchlight.feeds.media.SoundRing;
import org.porchlight.feeds.media.Timeline;

/// Pictures out of a ring, and their sound, which stay where they are until this is closed,
/// whatever the ring does.
public final class Taken implements AutoCloseable {

  private final Ring.@Nullable Slice slice;
  private final StreamProblem problem;
  private final List<Shot> shots;
  private final SoundRing.Slice sound;
  private final List<SoundPiece> sounds;

  private Taken(
      Ring.@Nullable Slice slice,
      StreamProblem problem,
      List<Shot> shots,
      SoundRing.Slice sound,
      List<SoundPiece> sounds) {
    this.slice = slice;
    this.problem = problem;
    this.shots = shots;
    this.sound = sound;
    this.sounds = sounds;
  }

  static Taken nothing(StreamProblem problem) {
    return new Taken(null, problem, List.of(), SoundRing.Slice.NONE, List.of());
  }

  /// @param notBefore older sound is not given out
  static Taken of(Feed feed, Ring.Slice slice, @Nullable Instant notBefore) {
    var shots =
        slice.entries().stream().map(entry -> (Shot) new InRing(feed.run(), entry)).toList();
    var sound = feed.soundOf(slice.entries(), notBefore);
    var sounds =
        sound.units().stream().map(unit -> (SoundPiece) new Heard(feed.run(), unit)).toList();
    return new Taken(slice, feed.problem(), shots, sound, sounds);
  }

  /// In the order in which they came; empty if there are none.
  public List<Shot> shots() {
    return shots;
  }

  /// The sound of these pictures, in the order in which it came; empty unless the owner lets it be
  /// received.
  public List<SoundPiece> sounds() {
    return sounds;
  }

  /// What is wrong with the camera, if something is.
  public StreamProblem problem() {
    return problem;
  }

  @Override
  public void close() {
    if (slice != null) {
      slice.close();
    }
    sound.close();
  }

  private record Heard(UUID run, SoundRing.Unit unit) implements SoundPiece {

    @Override
    public SoundCoding coding() {
      return SoundCoding.of(unit.format());
    }

    @Override
    public long number() {
      return unit.number();
    }

    @Override
    public long place() {
      return unit.place();
    }

    @Override
    public int samples() {
      return unit.samples();
    }

    @Override
    public boolean afterGap() {
      return unit.afterGap();
    }

    @Override
    public Instant arrived() {
      return unit.arrived();
    }

    @Override
    public long camera() {
      return unit.camera();
    }

    @Override
    public int size() {
      return unit.size();
    }

    @Override
    public byte[] bytes() {
      return unit.bytes();
    }
  }

  private record InRing(UUID run, Ring.Entry entry) implements Shot {

    @Override
    public PictureFormat format() {
      return new PictureFormat(entry.format());
    }

    @Override
    public long number() {
      return entry.stamp().number();
    }

    @Override
    public long decode() {
      return entry.stamp().decode();
    }

    @Override
    public long show() {
      return entry.stamp().show();
    }

    @Override
    public boolean key() {
      return entry.key();
    }

    @Override
    public boolean afterGap() {
      return entry.stamp().afterGap();
    }

    @Override
    public Instant arrived() {
      return entry.arrived();
    }

    @Override
    public @Nullable Long camera() {
      var camera = entry.stamp().camera();
      return camera == Timeline.NONE ? null : camera;
    }

    @Override
    public int size() {
      return entry.size();
    }

    @Override
    public byte[] bytes() {
      return entry.bytes().toArray(ValueLayout.JAVA_BYTE);
    }
  }
}
