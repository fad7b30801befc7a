package org.porchlight.feeds;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraId;
import org.springframework.stereotype.Service;

/// How the feeds are. Whether somebody may know it is for the caller to ask.
@Service
public class CameraHealth {

  /// What [HealthLine#week] looks back.
  public static final Duration WEEK = Duration.ofDays(7);

  private final Feeds feeds;
  private final JdbcHealth rows;
  private final JdbcOutages outages;
  private final Clock clock;

  CameraHealth(Feeds feeds, JdbcHealth rows, JdbcOutages outages, Clock clock) {
    this.feeds = feeds;
    this.rows = rows;
    this.outages = outages;
    this.clock = clock;
  }

  /// Cheap; a camera that nobody needs now is idle.
  public FeedHealth of(CameraId camera) {
    return feeds.find(camera).map(Feed::health).orElseGet(FeedHealth::idle);
  }

  /// The same with what is known of the last days, in the same order. Costs two queries, however
  /// many cameras there are.
  public List<HealthLine> lines(Collection<Camera> cameras) {
    var ids = cameras.stream().map(Camera::id).toList();
    var open = outages.open(ids);
    var weeks = rows.sums(ids, clock.instant().minus(WEEK));
    return cameras.stream()
        .map(camera ->
            new HealthLine(
                camera,
                of(camera.id()),
                open.get(camera.id()),
                weeks.getOrDefault(camera.id(), HealthSum.NOTHING)))
        .toList();
  }

  /// When it began and stopped to deliver, newest first, at most 1,000 changes.
  public List<HealthChange> changes(CameraId camera, Instant since) {
    return rows.changes(camera, since);
  }

  /// The newest change of each of these cameras; those that were never tried are absent.
  public Map<CameraId, HealthChange> latest(Collection<CameraId> cameras) {
    return rows.latest(cameras);
  }

  /// When it should have delivered and did not, newest first, at most 1,000; also those that began
  /// before.
  public List<Outage> outages(CameraId camera, Instant since) {
    return outages.of(camera, since);
  }

  /// What came from it hour by hour, newest first, a hundred days at most. Hours in which nobody
  /// needed it are absent; the last minute is not in it yet.
  public List<HealthHour> hours(CameraId camera, Instant since) {
    return rows.hours(camera, since);
  }
}
