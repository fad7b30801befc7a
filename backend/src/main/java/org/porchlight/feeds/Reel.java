package org.porchlight.feeds;

import java.util.UUID;
import org.porchlight.access.RecordingLeave;

/// One camera while it is recorded. Whoever records comes by now and then and takes what is new.
/// The feed never waits for that: who comes too late finds that the ring has forgotten, and the
/// numbers of the pictures say how many.
///
/// For one thread at a time.
public final class Reel implements AutoCloseable {

  private final Feeds.Hold hold;
  private final RecordingLeave leave;
  private long after = -1;

  Reel(Feeds.Hold hold, RecordingLeave leave) {
    this.hold = hold;
    this.leave = leave;
  }

  /// The whole groups of pictures that are new, without counting them as taken.
  ///
  /// @return to be closed, soon
  public Taken peek() {
    return take(false);
  }

  /// Everything that is new, also the group that is still growing.
  ///
  /// @return to be closed, soon
  public Taken rest() {
    return take(true);
  }

  private Taken take(boolean toTheEnd) {
    var feed = hold.feed();
    var notBefore = leave.reachesBackTo().orElse(null);
    return Taken.of(feed, feed.unrecorded(after, toTheEnd, notBefore), notBefore);
  }

  /// These pictures, and all before them, are taken.
  public void taken(long number) {
    after = Math.max(after, number);
  }

  /// Timeline of the pictures.
  public UUID run() {
    return hold.feed().run();
  }

  /// What is wrong with the camera, if something is.
  public StreamProblem problem() {
    return hold.feed().problem();
  }

  /// Lets the camera go, if nobody else needs it.
  @Override
  public void close() {
    hold.close();
  }
}
