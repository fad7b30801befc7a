package org.porchlight.feeds;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.porchlight.feeds.media.ChunkPool;
import org.porchlight.feeds.pull.VideoSource;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.Resolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// The feeds that run now: one per camera however many need it. A camera is pulled while it is
/// shared always, or while somebody [holds][#hold] it, and a few seconds longer.
@Component
class Feeds implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Feeds.class);

  private final FeedSettings settings;
  private final Clock clock;
  private final FeedKeeper.World world;
  private final FeedKeeper.News news;
  private final ChunkPool pool;
  private final Map<CameraId, Running> running = new HashMap<>();
  private Set<CameraId> always = Set.of();
  private ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private boolean started;

  /// Keeps a camera's feed running until it is closed.
  interface Hold extends AutoCloseable {

    Feed feed();

    /// Closing twice is harmless.
    @Override
    void close();
  }

  private static final class Running {

    final Feed feed;
    final FeedKeeper keeper;
    int holds;

    Running(Feed feed, FeedKeeper keeper) {
      this.feed = feed;
      this.keeper = keeper;
    }
  }

  Feeds(
      FeedSettings settings,
      Cameras cameras,
      Resolver resolver,
      VideoSource source,
      ChunkPool pool,
      FeedKeeper.News news,
      Clock clock) {
    this.settings = settings;
    this.pool = pool;
    this.clock = clock;
    this.news = news;
    this.world =
        new FeedKeeper.World(
            cameras,
            resolver,
            source,
            new Semaphore(settings.opensAtOnce()),
            () -> ThreadLocalRandom.current().nextDouble());
  }

  @Override
  public synchronized void start() {
    if (started) {
      return;
    }
    started = true;
    if (timer.isShutdown()) {
      timer = Executors.newSingleThreadScheduledExecutor();
    }
    var _ = timer.scheduleWithFixedDelay(this::reconsiderAlways, 0, 30, TimeUnit.SECONDS);
  }

  @Override
  public void stop() {
    synchronized (this) {
      started = false;
      timer.shutdownNow();
      Set.copyOf(running.keySet()).forEach(this::end);
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return started;
  }

  Hold hold(CameraId camera) {
    synchronized (this) {
      var known = running.get(camera);
      if (known != null) {
        known.keeper.hurry();
      }
      var run = running.computeIfAbsent(camera, this::begin);
      run.holds++;
      return new Hold() {
        private boolean closed;

        @Override
        public Feed feed() {
          return run.feed;
        }

        @Override
        public void close() {
          synchronized (Feeds.this) {
            if (!closed) {
              closed = true;
              run.holds--;
              endLater(camera);
            }
          }
        }
      };
    }
  }

  synchronized Optional<Feed> find(CameraId camera) {
    return Optional.ofNullable(running.get(camera)).map(run -> run.feed);
  }

  /// Looks again at which cameras are pulled always.
  void reconsiderAlways() {
    try {
      var now = Set.copyOf(world.cameras().alwaysPulled());
      synchronized (this) {
        always = now;
        if (started) {
          now.forEach(camera -> running.computeIfAbsent(camera, this::begin));
        }
        Set.copyOf(running.keySet()).forEach(this::endLater);
      }
    } catch (RuntimeException unread) {
      LOG.warn("Which cameras are pulled always cannot be read; they stay as they are", unread);
    }
  }

  /// What an owner allows has changed: a feed that nobody may need any more ends now, with all its
  /// pictures, not in a few seconds.
  void consentChanged(CameraId camera) {
    reconsiderAlways();
    synchronized (this) {
      var run = running.get(camera);
      if (run != null && run.holds == 0 && !always.contains(camera)) {
        end(camera);
      }
    }
  }

  /// Address or password of a camera may be other ones, or gone.
  synchronized void connectionChanged(CameraId camera) {
    var run = running.get(camera);
    if (run != null) {
      run.keeper.startOver();
    }
  }

  private Running begin(CameraId camera) {
    var feed = new Feed(settings, pool, clock, System::nanoTime);
    var keeper = new FeedKeeper(camera, feed, world, settings, Sleeper.real(), news);
    world.source().threads().name("feed-" + camera).start(keeper);
    return new Running(feed, keeper);
  }

  private void endLater(CameraId camera) {
    var run = running.get(camera);
    if (run == null || run.holds > 0 || always.contains(camera) || timer.isShutdown()) {
      return;
    }
    var _ =
        timer.schedule(
            () -> endIfStillUnneeded(camera, run),
            settings.linger().toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private synchronized void endIfStillUnneeded(CameraId camera, Running run) {
    if (running.get(camera) == run && run.holds == 0 && !always.contains(camera)) {
      end(camera);
    }
  }

  private void end(CameraId camera) {
    var run = running.remove(camera);
    if (run != null) {
      run.keeper.stop();
      run.feed.close();
    }
  }
}
