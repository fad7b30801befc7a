package org.porchlight.feeds;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.porchlight.registry.CameraDeleted;
import org.porchlight.registry.CameraId;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Writes down once a minute what came from each camera, a view of a few seconds included, and
/// forgets it after some months. A program that dies loses the last minute.
@Component
class HealthBook {

  private final Feeds feeds;
  private final JdbcHealth rows;
  private final JdbcOutages outages;
  private final HealthSettings settings;
  private final Clock clock;
  private Map<Feed, Feed.Totals> written = new HashMap<>();

  /// Feeds that ended and could not be written down yet.
  private final List<Feeds.Ended> ended = new ArrayList<>();

  HealthBook(
      Feeds feeds, JdbcHealth rows, JdbcOutages outages, HealthSettings settings, Clock clock) {
    this.feeds = feeds;
    this.rows = rows;
    this.outages = outages;
    this.settings = settings;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1M")
  synchronized void writeDown() {
    ended.addAll(feeds.takeEnded());
    var spells = new HashMap<CameraId, JdbcHealth.Spell>();
    ended.forEach(feed -> add(spells, feed.camera(), feed.feed().totals(), feed.feed()));
    var now = new HashMap<Feed, Feed.Totals>();
    feeds
        .all()
        .forEach((camera, feed) -> {
          var totals = feed.totals();
          now.put(feed, totals);
          add(spells, camera, totals, feed);
        });
    if (!spells.isEmpty()) {
      rows.count(List.copyOf(spells.values()), clock.instant());
    }
    // What could not be written is counted again the next time.
    written = now;
    ended.clear();
  }

  private void add(
      Map<CameraId, JdbcHealth.Spell> spells, CameraId camera, Feed.Totals totals, Feed feed) {
    Feed.@Nullable Totals before = written.get(feed);
    var counted = before == null ? totals : totals.minus(before);
    if (counted.wanted().isZero()) {
      return;
    }
    var health = feed.health();
    spells.merge(
        camera,
        new JdbcHealth.Spell(
            camera,
            counted,
            counted.pictures() == 0 ? null : health.lastPacket(),
            counted.pictures() == 0 ? null : health.keyframeDistance(),
            counted.pictures() == 0 ? null : health.clockOffset()),
        JdbcHealth.Spell::plus);
  }

  @Scheduled(initialDelayString = "PT7M", fixedDelayString = "PT6H")
  void forgetOld() {
    var before = clock.instant().minus(settings.kept());
    rows.forget(before);
    outages.forget(before);
  }

  /// In the transaction that deletes the camera.
  @EventListener
  @Transactional
  void whenDeleted(CameraDeleted deleted) {
    rows.forget(deleted.camera());
    outages.forget(deleted.camera());
  }
}
