package org.porchlight.feeds;

import org.porchlight.registry.CameraId;
import org.springframework.stereotype.Service;

/// How the feeds are.
@Service
public class CameraHealth {

  private final Feeds feeds;

  CameraHealth(Feeds feeds) {
    this.feeds = feeds;
  }

  /// Cheap; a camera that nobody needs now is idle.
  public FeedHealth of(CameraId camera) {
    return feeds.find(camera).map(Feed::health).orElseGet(FeedHealth::idle);
  }
}
