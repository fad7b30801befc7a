package org.porchlight.feeds;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.porchlight.registry.CameraId;
import org.springframework.stereotype.Service;

/// How the feeds are.
@Service
public class CameraHealth {

  private final Feeds feeds;
  private final JdbcHealth rows;

  CameraHealth(Feeds feeds, JdbcHealth rows) {
    this.feeds = feeds;
    this.rows = rows;
  }

  /// Cheap; a camera that nobody needs now is idle.
  public FeedHealth of(CameraId camera) {
    return feeds.find(camera).map(Feed::health).orElseGet(FeedHealth::idle);
  }

  /// When it began and stopped to deliver, newest first, at most 1,000 changes.
  public List<HealthChange> changes(CameraId camera, Instant since) {
    return rows.changes(camera, since);
  }

  /// The newest change of each of these cameras; those that were never tried are absent.
  public Map<CameraId, HealthChange> latest(Collection<CameraId> cameras) {
    return rows.latest(cameras);
  }

  /// What came from it hour by hour, newest first, a hundred days at most. Hours in which nobody
  /// needed it are absent; the last minute is not in it yet.
  public List<HealthHour> hours(CameraId camera, Instant since) {
    return rows.hours(camera, since);
  }
}
