package org.porchlight.feeds;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.Target;
import org.porchlight.feeds.pull.VideoSource;
import org.porchlight.feeds.pull.VideoSource.Packet;
import org.porchlight.feeds.pull.VideoSource.VideoStream;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.Resolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one camera's stream open: connects, hands on pictures until the stream fails, waits, and
/// connects again, until it is stopped. Runs on a thread of its own, of the kind that its source
/// asks for, which sleeps as long as the camera is well.
final class FeedKeeper implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(FeedKeeper.class);

  private final CameraId camera;
  private final Feed feed;
  private final World world;
  private final FeedSettings settings;
  private final Sleeper sleeper;
  private final News news;
  private volatile boolean stopped;
  private volatile boolean again;
  private volatile @Nullable VideoStream open;

  /// Whether the camera failed when it was asked for its sound, and is not asked again until
  /// something changes.
  private boolean soundFails;

  private final AtomicInteger silences = new AtomicInteger();

  private volatile StreamProblem problem = StreamProblem.NONE_YET;

  /// Everything outside.
  ///
  /// @param opens how many may connect at the same time
  /// @param random 0 to 1
  record World(
      Cameras cameras,
      Resolver resolver,
      VideoSource source,
      Semaphore opens,
      DoubleSupplier random) {}

  /// Whom it tells. Calls come on the keeper's thread and must not take long.
  interface News {

    /// Pictures come, for the first time or again.
    void delivers(CameraId camera);

    /// The connection failed, or could not be made.
    ///
    /// @param delivered whether pictures came since the last time
    void lost(CameraId camera, StreamProblem problem, boolean delivered);

    /// Not every feed has room, or all of them have again. Comes from [Feeds].
    void limited(Shortage shortage);
  }

  FeedKeeper(
      CameraId camera, Feed feed, World world, FeedSettings settings, Sleeper sleeper, News news) {
    this.camera = camera;
    this.feed = feed;
    this.world = world;
    this.settings = settings;
    this.sleeper = sleeper;
    this.news = news;
  }

  @Override
  public void run() {
    var failures = 0;
    try {
      while (!stopped) {
        var delivery = new Delivery();
        var lost = pull(delivery);
        soundFails |= delivery.soundAsked && !delivery.delivered;
        if (stopped) {
          return;
        }
        failures = delivery.delivered ? 1 : failures + 1;
        problem = lost.problem();
        feed.interrupted(problem, failures);
        news.lost(camera, problem, delivery.delivered);
        // Every further failure in a row is told more seldom.
        if (Integer.bitCount(failures) == 1) {
          LOG.info("Camera {} lost, {} in a row: {}", camera, failures, lost.getMessage());
        }
        if (problem.isOfThePassword()) {
          // Whoever hurried until now did not know.
          sleeper.forget();
        }
        if (!again) {
          sleeper.sleep(pause(failures));
        } else {
          soundFails = false;
        }
        again = false;
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /// One connection, until it fails.
  private StreamLost pull(Delivery delivery) throws InterruptedException {
    try (var stream = stream(delivery)) {
      open = stream;
      feed.whenWatched(stream::hurry);
      if (stopped) {
        stream.abort();
      }
      world.opens().acquire();
      try {
        stream.open();
      } finally {
        world.opens().release();
      }
      var end = stream.awaitEnd();
      if (end.problem() == StreamProblem.MISCONFIGURED) {
        LOG.warn("Camera {} cannot be pulled", camera, end);
      }
      return end;
    } catch (StreamLost lost) {
      return lost;
    } catch (RuntimeException bug) {
      LOG.warn("Camera {} cannot be pulled", camera, bug);
      return new StreamLost(StreamProblem.MISCONFIGURED, bug.toString(), bug);
    } finally {
      open = null;
      feed.whenWatched(() -> {});
    }
  }

  private VideoStream stream(Delivery delivery) throws StreamLost {
    return world.cameras().dialsIn(camera)
        ? world.cameras().dialledIn(camera, !soundFails && mayBeHeard(), delivery)
        : world.source().stream(target(), delivery);
  }

  private Target target() throws StreamLost {
    var connection =
        world
            .cameras()
            .connect(camera)
            .orElseThrow(() -> new StreamLost(StreamProblem.NOT_CONNECTED, "no address"));
    return Pinning.pin(connection, world.resolver())
        .remembering(world.cameras().asked(camera))
        .sound(!soundFails && mayBeHeard());
  }

  /// Asked again once the feed knows: whoever switched sound off in between has either been seen
  /// here, or sees that the feed must [start over][#startOver()].
  private boolean mayBeHeard() {
    try {
      feed.hear(world.cameras().mayBeHeard(camera));
      if (feed.hears() && !world.cameras().mayBeHeard(camera)) {
        feed.hear(false);
      }
    } catch (RuntimeException unread) {
      // The pictures do not wait for that.
      LOG.warn("Whether camera {} may be heard cannot be read", camera, unread);
      feed.hear(false);
    }
    return feed.hears();
  }

  /// Hands one connection's pictures on, and tells that they come.
  private final class Delivery implements VideoSource.Receiver {

    private volatile boolean delivered;
    private volatile boolean soundAsked;

    @Override
    public void begin() {
      feed.begin();
    }

    @Override
    public void take(Packet packet) {
      if (feed.keep(packet) && !delivered) {
        delivered = true;
        problem = StreamProblem.NONE_YET;
        news.delivers(camera);
      }
    }

    @Override
    public boolean isWatched() {
      return feed.isWatched();
    }

    @Override
    public void cameraClock(Duration ahead) {
      feed.cameraClock(ahead);
    }

    @Override
    public void soundAsked() {
      soundAsked = true;
    }

    @Override
    public void soundFellSilent(String why) {
      // Every further time in a row is told more seldom.
      var times = silences.incrementAndGet();
      if (Integer.bitCount(times) == 1) {
        LOG.info("Camera {} fell silent, {} times: {}", camera, times, why);
      }
    }

    @Override
    public void sound(VideoSource.Sound sound) {
      feed.keep(sound);
    }
  }

  /// A quarter more or less, so that cameras that were lost together do not come back together.
  private Duration pause(int failures) {
    if (problem.isOfThePassword()) {
      return settings.wrongLoginPause();
    }
    var pause = settings.pauseAfter(failures);
    if (feed.isWatched() && pause.compareTo(settings.watchedPause()) > 0) {
      pause = settings.watchedPause();
    }
    return Duration.ofMillis((long) (pause.toMillis() * (0.75 + world.random().getAsDouble() / 2)));
  }

  /// Somebody wants the picture now. A refused password is not tried again for that.
  void hurry() {
    if (!problem.isOfThePassword()) {
      sleeper.wake();
    }
  }

  /// Address or password may be other ones now: begin anew, at once.
  void startOver() {
    again = true;
    var stream = open;
    if (stream != null) {
      stream.abort();
    }
    sleeper.wake();
  }

  /// Ends it, from any thread. The camera is let go within a fraction of a second.
  void stop() {
    stopped = true;
    startOver();
  }
}
