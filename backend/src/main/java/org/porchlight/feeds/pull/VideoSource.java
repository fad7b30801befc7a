package org.porchlight.feeds.pull;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.porchlight.feeds.media.Picture;
import org.porchlight.feeds.media.SoundFormat;

/// A way to reach cameras.
public interface VideoSource {

  /// A connection that is not yet made.
  ///
  /// @param receiver is called by one thread at a time, until the stream has ended
  VideoStream stream(Target target, Receiver receiver);

  /// On what kind of thread streams of this source are opened and waited for: virtual, unless it
  /// waits in native code, which holds a virtual thread's carrier.
  default Thread.Builder threads() {
    return Thread.ofVirtual();
  }

  /// One connection to one camera. Whoever asked for it opens it once and closes it, on one thread.
  interface VideoStream extends AutoCloseable {

    /// Connects, and waits until the camera has promised to send video. Pictures may come before
    /// this returns.
    ///
    /// @throws StreamLost if there is no video to be had
    void open() throws StreamLost;

    /// Waits until there are no pictures any more, and says why. Live video has no end, so the end
    /// is a failure too.
    StreamLost awaitEnd();

    /// Makes [#open()] fail and [#awaitEnd()] return at once. From any thread, any number of times.
    void abort();

    @Override
    void close();

    /// Somebody wants every picture as soon as it is there. From any thread.
    default void hurry() {}
  }

  /// Where pictures go.
  interface Receiver {

    /// A connection stands; what comes next does not follow from what came before.
    void begin();

    /// Takes one picture. Must not take long: other cameras wait meanwhile.
    ///
    /// @throws org.porchlight.feeds.media.MalformedVideo if this is not what it wants; ends the
    ///   connection
    void take(Packet packet);

    /// Whether somebody wants every picture as soon as it is there. From any thread.
    default boolean isWatched() {
      return true;
    }

    /// The camera has said what its wall clock shows.
    ///
    /// @param ahead of ours, the way through the network included; negative if it is behind
    default void cameraClock(Duration ahead) {}

    /// Sound is being set up on this connection. Should the camera fail before there are pictures,
    /// it may be because of that.
    default void soundAsked() {}

    /// The sound that was asked for does not come any more on this connection, while the pictures
    /// go on. From any thread.
    ///
    /// @param why for the people who run this
    default void soundFellSilent(String why) {}

    /// Takes a piece of sound. Only called where the [Target] allows sound. Never throws: whatever
    /// is wrong with the sound, the pictures go on.
    default void sound(Sound sound) {}
  }

  /// A piece of sound as it came.
  ///
  /// @param from valid until [Receiver#sound] returns
  /// @param samples how long it is
  /// @param time stamp of the camera in samples, from any zero
  /// @param picture time stamp of the pictures that belong to it, by the camera's own reports, on
  ///   the clock of [Packet#time]; [org.porchlight.feeds.media.Timeline#NONE] if it has not said
  /// @param afterLoss whether something is known to be missing before it
  record Sound(
      SoundFormat format,
      MemorySegment from,
      long at,
      int length,
      int samples,
      long time,
      long picture,
      boolean afterLoss) {}

  /// One encoded picture.
  ///
  /// @param picture valid until [Receiver#take] returns
  /// @param time stamp of the camera in [org.porchlight.feeds.media.Timeline#TICKS], or
  ///   [org.porchlight.feeds.media.Timeline#NONE]
  /// @param afterLoss whether something is known to be missing in it or before it
  /// @param waited nanoseconds since the camera was read before, if it was left alone meanwhile:
  ///   the picture may have been there for so long; 0 if it is read as it sends
  record Packet(Picture picture, long time, boolean afterLoss, long waited) {

    public Packet(Picture picture, long time, boolean afterLoss) {
      this(picture, time, afterLoss, 0);
    }

    /// The same, read after a nap.
    public Packet after(long nap) {
      return new Packet(picture, time, afterLoss, nap);
    }
  }
}
