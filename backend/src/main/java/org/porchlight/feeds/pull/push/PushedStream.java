package org.porchlight.feeds.pull.push;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.Tracks;
import org.porchlight.feeds.pull.VideoSource;
import org.porchlight.feeds.pull.VideoSource.VideoStream;
import org.porchlight.feeds.pull.Watch;

/// Somebody takes the pictures of a camera that has dialled in. As long as there is such a stream,
/// they are read; to end it leaves the camera's connection as it is.
final class PushedStream implements VideoStream {

  private final Supplier<Optional<PushSession>> camera;
  private final boolean sound;
  private final VideoSource.Receiver receiver;
  private final CompletableFuture<Boolean> promised = new CompletableFuture<>();
  private final CompletableFuture<StreamLost> ended = new CompletableFuture<>();
  private final CompletableFuture<Boolean> gone = new CompletableFuture<>();
  private volatile @Nullable PushSession session;

  // For the loop's thread.
  private @Nullable Tracks tracks;
  private @Nullable Watch watch;

  /// @param camera its session, if it has dialled in
  /// @param sound whether its sound may be received
  PushedStream(
      Supplier<Optional<PushSession>> camera, boolean sound, VideoSource.Receiver receiver) {
    this.camera = camera;
    this.sound = sound;
    this.receiver = receiver;
  }

  @Override
  public void open() throws StreamLost {
    if (ended.isDone()) {
      throw ended.join();
    }
    var found =
        camera
            .get()
            .orElseThrow(() -> new StreamLost(StreamProblem.NOT_DIALLED_IN, "it is not here"));
    session = found;
    found.attach(this);
    if (!promised.join()) {
      throw ended.join();
    }
  }

  @Override
  public StreamLost awaitEnd() {
    return ended.join();
  }

  @Override
  public void abort() {
    ended.complete(new StreamLost(StreamProblem.ENDED, "closed by us"));
    promised.complete(false);
    var from = session;
    if (from == null) {
      gone.complete(true);
    } else {
      from.detach(this);
    }
  }

  @Override
  public void close() {
    abort();
    gone.completeOnTimeout(true, 1, TimeUnit.SECONDS).join();
  }

  // ---- for the loop

  boolean wantsSound() {
    return sound;
  }

  boolean isOver() {
    return ended.isDone();
  }

  /// Pictures come from now on, as soon as there is a keyframe.
  void begin(Tracks read, Watch since) {
    tracks = read;
    watch = since;
    receiver.begin();
    promised.complete(true);
  }

  void frame(ByteBuffer in, int channel, int at, int length) throws StreamLost {
    if (tracks != null && !ended.isDone()) {
      tracks.frame(in, channel, at, length);
    }
  }

  Optional<Tracks> tracks() {
    return Optional.ofNullable(tracks);
  }

  Optional<StreamLost> overdue(long now) {
    return watch == null ? Optional.empty() : watch.overdue(now);
  }

  /// No more comes from this session.
  void end(StreamLost why) {
    if (tracks != null) {
      tracks.close();
      tracks = null;
    }
    ended.complete(why);
    promised.complete(false);
    gone.complete(true);
  }

  /// Where its tracks hand on what they have read.
  VideoSource.Receiver out() {
    return new VideoSource.Receiver() {
      @Override
      public void begin() {}

      @Override
      public void take(VideoSource.Packet packet) {
        if (watch != null) {
          watch.picture(packet.picture().isKey(), System.nanoTime());
        }
        if (!ended.isDone()) {
          receiver.take(packet);
        }
      }

      @Override
      public void cameraClock(Duration ahead) {
        receiver.cameraClock(ahead);
      }

      @Override
      public void sound(VideoSource.Sound piece) {
        if (!ended.isDone()) {
          receiver.sound(piece);
        }
      }
    };
  }
}
