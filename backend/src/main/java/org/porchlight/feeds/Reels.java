package org.porchlight.feeds;

import org.porchlight.access.RecordingLeave;
import org.springframework.stereotype.Service;

/// Hands the pictures of feeds to whoever records them: out of the ring that is there anyway, so
/// that a camera is pulled once, and its pictures are in memory once.
@Service
public class Reels {

  private final Feeds feeds;

  Reels(Feeds feeds) {
    this.feeds = feeds;
  }

  /// Begins to record: the camera is pulled until the reel is closed.
  public Reel open(RecordingLeave leave) {
    return new Reel(feeds.hold(leave.camera()), leave);
  }
}
