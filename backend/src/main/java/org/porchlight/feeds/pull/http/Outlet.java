package org.porchlight.feeds.pull.http;

import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.media.Picture;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.VideoSource.Packet;
import org.porchlight.feeds.pull.VideoSource.Receiver;
import org.porchlight.feeds.pull.VideoSource.Sound;
import org.porchlight.feeds.pull.Watch;

/// Where the pictures and the sound of one stream go, which is also how it is known that they come.
/// For one thread.
final class Outlet {

  private final Receiver receiver;
  private final Watch watch;
  private final @Nullable Guard guard;

  /// @param guard hangs up when no picture comes; null if somebody else looks at the time
  Outlet(Receiver receiver, Watch watch, @Nullable Guard guard) {
    this.receiver = receiver;
    this.watch = watch;
    this.guard = guard;
  }

  /// @param time in [org.porchlight.feeds.media.Timeline#TICKS], or
  ///   [org.porchlight.feeds.media.Timeline#NONE]
  void picture(Picture picture, long time, boolean afterLoss) {
    watch.picture(picture.isKey(), System.nanoTime());
    receiver.take(new Packet(picture, time, afterLoss));
    if (guard != null) {
      guard.at(watch.deadline());
    }
  }

  /// Sound is no sign of life.
  void sound(Sound sound) {
    receiver.sound(sound);
  }

  /// When it is over, unless a picture comes.
  long deadline() {
    return watch.deadline();
  }

  /// Looks at the time.
  ///
  /// @throws StreamLost if pictures should have come
  void check(long now) throws StreamLost {
    var overdue = watch.overdue(now);
    if (overdue.isPresent()) {
      throw overdue.get();
    }
  }
}
