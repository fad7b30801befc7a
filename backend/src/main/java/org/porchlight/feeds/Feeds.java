package org.porchlight.feeds;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.Allotment.Claim;
import org.porchlight.feeds.Allotment.Need;
import org.porchlight.feeds.Allotment.Share;
import org.porchlight.feeds.media.ChunkPool;
import org.porchlight.feeds.pull.VideoSource;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.Resolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// The feeds that run now: one per camera however many need it. A camera is pulled while somebody
/// [holds][#hold] it and a few seconds longer, and without that in the hours in which it is pulled
/// [unasked][Unasked]. Once a second it is looked at what all of them take, and who gets
/// [room][Allotment] if it is too much.
@Component
class Feeds implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Feeds.class);

  private static final ThreadFactory TIMER =
      Thread.ofPlatform().name("feed-timer").daemon().factory();

  /// How often it is read which cameras are pulled unasked; changes are heard of at once.
  private static final Duration REREAD = Duration.ofSeconds(30);

  /// Of feeds that ended. Whoever keeps the book comes once a minute.
  private static final int MOST_ENDED = 4_096;

  private final FeedSettings settings;
  private final RoomSettings room;
  private final Clock clock;
  private final FeedKeeper.World world;
  private final FeedKeeper.News news;
  private final ChunkPool pool;
  private final Map<CameraId, Running> running = new LinkedHashMap<>();
  private final ArrayDeque<Ended> ended = new ArrayDeque<>();
  private final ReentrantLock rereading = new ReentrantLock();
  private Map<CameraId, Unasked> unasked = Map.of();
  private Shortage shortage = Shortage.NONE;
  private ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(TIMER);
  private boolean started;
  private long claims;

  /// Keeps a camera's feed running until it is closed.
  interface Hold extends AutoCloseable {

    Feed feed();

    /// Closing twice is harmless.
    @Override
    void close();
  }

  /// A feed that is over; its totals do not change any more.
  record Ended(CameraId camera, Feed feed) {}

  /// A feed, pulled or waiting for room.
  private static final class Running {

    final CameraId camera;
    final Feed feed;
    final long order;
    @Nullable FeedKeeper keeper;
    Need need = Need.WANTED;
    Share share = Share.NOTHING;
    int holds;

    Running(CameraId camera, Feed feed, long order) {
      this.camera = camera;
      this.feed = feed;
      this.order = order;
    }
  }

  Feeds(
      FeedSettings settings,
      RoomSettings room,
      Cameras cameras,
      Resolver resolver,
      VideoSource source,
      ChunkPool pool,
      FeedKeeper.News news,
      Clock clock) {
    this.settings = settings;
    this.room = room;
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
    cameras.onArrival(this::arrived);
  }

  @Override
  public synchronized void start() {
    if (started) {
      return;
    }
    started = true;
    if (timer.isShutdown()) {
      timer = Executors.newSingleThreadScheduledExecutor(TIMER);
    }
    var _ =
        timer.scheduleWithFixedDelay(
            this::reconsiderUnasked, 0, REREAD.toSeconds(), TimeUnit.SECONDS);
    var _ = timer.scheduleWithFixedDelay(this::lookAround, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public synchronized void stop() {
    started = false;
    timer.shutdownNow();
    List.copyOf(running.values()).forEach(this::end);
  }

  @Override
  public synchronized boolean isRunning() {
    return started;
  }

  Hold hold(CameraId camera) {
    synchronized (this) {
      var known = running.get(camera);
      var run = known == null ? claim(camera) : known;
      var keeper = run.keeper;
      if (keeper != null) {
        keeper.hurry();
      }
      run.holds++;
      shareOut();
      return new HoldOf(run);
    }
  }

  private final class HoldOf implements Hold {

    private final Running run;
    private boolean closed;

    private HoldOf(Running run) {
      this.run = run;
    }

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
          endLater(run);
        }
      }
    }
  }

  /// The feed if the camera is pulled, or waits to be.
  synchronized Optional<Feed> find(CameraId camera) {
    return Optional.ofNullable(running.get(camera)).map(run -> run.feed);
  }

  /// What the process does without at the moment.
  synchronized Shortage shortage() {
    return shortage;
  }

  /// Bytes that pictures take, those that readers hold included.
  long bytesInUse() {
    return pool.bytesInUse();
  }

  /// How many feeds are in this state now.
  synchronized long count(Class<? extends FeedState> state) {
    return running.values().stream().filter(run -> state.isInstance(run.feed.state())).count();
  }

  /// Every camera of which there is a feed now.
  synchronized Map<CameraId, Feed> all() {
    var all = new LinkedHashMap<CameraId, Feed>();
    running.values().forEach(run -> all.put(run.camera, run.feed));
    return all;
  }

  /// The feeds that ended since somebody asked last.
  synchronized List<Ended> takeEnded() {
    var taken = List.copyOf(ended);
    ended.clear();
    return taken;
  }

  /// Looks again at which cameras are pulled unasked.
  void reconsiderUnasked() {
    // What was read earlier must not take the place of what was read later.
    rereading.lock();
    try {
      var now = Map.copyOf(world.cameras().unasked());
      synchronized (this) {
        unasked = now;
        shareOut();
        List.copyOf(running.values()).forEach(this::endLater);
      }
      heard().forEach(this::reconsiderSound);
    } catch (RuntimeException unread) {
      LOG.warn("Which cameras are pulled unasked cannot be read; they stay as they are", unread);
    } finally {
      rereading.unlock();
    }
  }

  private synchronized List<CameraId> heard() {
    return running.values().stream()
        .filter(run -> run.feed.hears())
        .map(run -> run.camera)
        .toList();
  }

  /// What an owner allows has changed: a feed that nobody may need any more ends now, with all its
  /// pictures, not in a few seconds.
  void consentChanged(CameraId camera) {
    reconsiderSound(camera);
    reconsiderUnasked();
    synchronized (this) {
      var run = running.get(camera);
      if (run != null && run.holds == 0 && !isUnasked(camera, clock.instant())) {
        end(run);
      }
    }
  }

  /// Whether a camera's sound may be received may have changed. What was received of it goes at
  /// once, before the camera is told. Where that can not be read, it is received no longer.
  private void reconsiderSound(CameraId camera) {
    var feed = find(camera);
    if (feed.isEmpty()) {
      return;
    }
    boolean may;
    try {
      may = world.cameras().mayBeHeard(camera);
    } catch (RuntimeException unread) {
      LOG.warn("Whether camera {} may be heard cannot be read", camera, unread);
      may = false;
    }
    if (may != feed.get().hears()) {
      feed.get().hear(may);
      connectionChanged(camera);
    }
  }

  /// Address or password of a camera may be other ones, or gone.
  synchronized void connectionChanged(CameraId camera) {
    var run = running.get(camera);
    var keeper = run == null ? null : run.keeper;
    if (keeper != null) {
      keeper.startOver();
    }
  }

  /// A camera that dials in is here: whoever waits for it need not wait longer.
  private synchronized void arrived(CameraId camera) {
    var run = running.get(camera);
    var keeper = run == null ? null : run.keeper;
    if (keeper != null) {
      keeper.hurry();
    }
  }

  /// Once a second.
  private void lookAround() {
    try {
      shareOut();
    } catch (RuntimeException bug) {
      // The timer would never call again.
      LOG.error("It could not be looked at which feeds have room", bug);
    }
  }

  /// Begins, shortens and stops feeds, so that all of them have room together.
  synchronized void shareOut() {
    var now = clock.instant();
    if (started) {
      unasked.forEach((camera, how) -> {
        if (how.holds(now) && !running.containsKey(camera)) {
          claim(camera);
        }
      });
    }
    // Its hours are over: at once, not in a few seconds.
    List.copyOf(running.values()).stream()
        .filter(run -> run.need == Need.ALWAYS || run.need == Need.BUFFERED)
        .filter(run -> need(run, now) == Need.LEFT)
        .forEach(this::end);
    var everyone = new ArrayList<>(running.values());
    everyone.forEach(run -> run.need = need(run, now));
    var shares = Allotment.of(everyone.stream().map(this::claimOf).toList(), room.limits());
    // Those that must go make room for those that come.
    everyone.stream()
        .filter(run -> shareOf(run, shares) == Share.NOTHING)
        .forEach(run -> give(run, Share.NOTHING));
    for (var run : everyone) {
      var share = shareOf(run, shares);
      if (share != Share.NOTHING) {
        give(run, share);
      }
    }
    tell();
  }

  private static Share shareOf(Running run, Map<CameraId, Share> shares) {
    return shares.getOrDefault(run.camera, Share.NOTHING);
  }

  private void tell() {
    var shortened = 0;
    var waiting = 0;
    var unbuffered = 0;
    for (var run : running.values()) {
      shortened += run.share == Share.SHORT ? 1 : 0;
      var without = run.share == Share.NOTHING ? 1 : 0;
      switch (run.need) {
        case IN_USE, ALWAYS, WANTED -> waiting += without;
        case BUFFERED -> unbuffered += without;
        case LEFT -> {}
      }
    }
    var before = shortage;
    shortage = new Shortage(shortened, waiting, unbuffered);
    if (!shortage.equals(before)) {
      news.limited(shortage);
    }
  }

  private Claim claimOf(Running run) {
    var usual = new Feed.Appetite(room.usualBytes().toBytes(), room.usualBitsPerSecond());
    var whole = run.feed.appetite(reach(run, Share.WHOLE), usual);
    var little = run.feed.appetite(reach(run, Share.SHORT), usual);
    return new Claim(
        run.camera,
        run.need,
        run.order,
        whole.bytes(),
        little.bytes(),
        whole.bitsPerSecond(),
        run.share);
  }

  private Need need(Running run, Instant now) {
    if (run.holds > 0) {
      return run.keeper == null ? Need.WANTED : Need.IN_USE;
    }
    var how = unasked.get(run.camera);
    if (how == null || !how.holds(now)) {
      return Need.LEFT;
    }
    return how.isBuffer() ? Need.BUFFERED : Need.ALWAYS;
  }

  private boolean isUnasked(CameraId camera, Instant now) {
    var how = unasked.get(camera);
    return how != null && how.holds(now);
  }

  private Duration reach(Running run, Share share) {
    if (share == Share.SHORT && room.shortRing().compareTo(settings.ring()) < 0) {
      return room.shortRing();
    }
    var how = unasked.get(run.camera);
    var buffer = run.need == Need.BUFFERED && how != null ? how.reach() : null;
    return buffer == null ? settings.ring() : buffer;
  }

  private void give(Running run, Share share) {
    if (run.need == Need.LEFT && share == Share.NOTHING) {
      end(run);
      return;
    }
    run.share = share;
    switch (share) {
      case NOTHING -> {
        stop(run);
        run.feed.waitForRoom();
      }
      case SHORT, WHOLE -> {
        run.feed.reach(reach(run, share), run.need == Need.BUFFERED);
        if (run.keeper == null) {
          begin(run);
        }
      }
    }
  }

  private Running claim(CameraId camera) {
    var feed = new Feed(settings, pool, clock, System::nanoTime);
    var run = new Running(camera, feed, claims++);
    running.put(camera, run);
    return run;
  }

  private void begin(Running run) {
    run.feed.connecting();
    var keeper = new FeedKeeper(run.camera, run.feed, world, settings, Sleeper.real(), news);
    run.keeper = keeper;
    world.source().threads().name("feed-" + run.camera).start(keeper);
  }

  private static void stop(Running run) {
    var keeper = run.keeper;
    if (keeper != null) {
      keeper.stop();
      run.keeper = null;
    }
  }

  private void endLater(Running run) {
    if (isNeeded(run) || timer.isShutdown()) {
      return;
    }
    var _ =
        timer.schedule(
            () -> endIfStillUnneeded(run), settings.linger().toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized void endIfStillUnneeded(Running run) {
    if (running.get(run.camera) == run && !isNeeded(run)) {
      end(run);
    }
  }

  private boolean isNeeded(Running run) {
    return run.holds > 0 || isUnasked(run.camera, clock.instant());
  }

  private void end(Running run) {
    if (running.remove(run.camera, run)) {
      stop(run);
      run.feed.close();
      if (ended.size() == MOST_ENDED) {
        ended.removeFirst();
      }
      ended.add(new Ended(run.camera, run.feed));
    }
  }
}
