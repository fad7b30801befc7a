package org.porchlight.feeds;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.porchlight.registry.CameraDeleted;
import org.porchlight.registry.CameraId;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Writes down once a minute what came from each camera, and forgets it after some months. A
/// program that dies loses the last minute.
@Component
class HealthBook {

  /// A machine that slept did not look.
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Feeds feeds;
  private final JdbcHealth rows;
  private final HealthSettings settings;
  private final Clock clock;
  private Map<CameraId, Looked> before = new HashMap<>();
  private long lookedAt = System.nanoTime();

  private record Looked(Feed feed, Feed.Totals totals) {}

  HealthBook(Feeds feeds, JdbcHealth rows, HealthSettings settings, Clock clock) {
    this.feeds = feeds;
    this.rows = rows;
    this.settings = settings;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1M")
  synchronized void writeDown() {
    var now = System.nanoTime();
    var passed = Duration.ofNanos(Math.min(now - lookedAt, LONGEST.toNanos()));
    var looked = new HashMap<CameraId, Looked>();
    var spells = new ArrayList<JdbcHealth.Spell>();
    feeds
        .all()
        .forEach((camera, feed) -> {
          var totals = feed.totals();
          var last = before.get(camera);
          var counted = last != null && last.feed() == feed ? totals.minus(last.totals()) : totals;
          looked.put(camera, new Looked(feed, totals));
          switch (feed.state()) {
            case FeedState.Delivering _ ->
                spells.add(new JdbcHealth.Spell(camera, passed, passed, counted));
            case FeedState.Lost _, FeedState.Connecting _ ->
                spells.add(new JdbcHealth.Spell(camera, passed, Duration.ZERO, counted));
            case FeedState.Idle _, FeedState.Waiting _ -> {}
          }
        });
    if (!spells.isEmpty()) {
      rows.count(spells, clock.instant());
    }
    before = looked;
    lookedAt = now;
  }

  @Scheduled(initialDelayString = "PT7M", fixedDelayString = "PT6H")
  void forgetOld() {
    rows.forget(clock.instant().minus(settings.kept()));
  }

  /// In the transaction that deletes the camera.
  @EventListener
  @Transactional
  void whenDeleted(CameraDeleted deleted) {
    rows.forget(deleted.camera());
  }
}
