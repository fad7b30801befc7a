package org.porchlight.feeds;

import java.lang.foreign.ValueLayout;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.media.Ring;
import org.porchlight.feeds.media.Timeline;

/// Pictures out of a ring, which stay where they are until this is closed, whatever the ring does.
public final class Taken implements AutoCloseable {

  private final Ring.@Nullable Slice slice;
  private final StreamProblem problem;
  private final List<Shot> shots;

  private Taken(Ring.@Nullable Slice slice, StreamProblem problem, List<Shot> shots) {
    this.slice = slice;
    this.problem = problem;
    this.shots = shots;
  }

  static Taken nothing(StreamProblem problem) {
    return new Taken(null, problem, List.of());
  }

  static Taken of(Feed feed, Ring.Slice slice) {
    var shots =
        slice.entries().stream().map(entry -> (Shot) new InRing(feed.run(), entry)).toList();
    return new Taken(slice, feed.problem(), shots);
  }

  /// In the order in which they came; empty if there are none.
  public List<Shot> shots() {
    return shots;
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
