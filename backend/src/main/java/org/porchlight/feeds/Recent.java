package org.porchlight.feeds;

import org.porchlight.access.Permit;
import org.porchlight.access.Use;
import org.porchlight.audit.RecordedAccess;
import org.springframework.stereotype.Service;

/// The last seconds of every feed, which are in memory only.
@Service
public class Recent {

  private final Feeds feeds;

  Recent(Feeds feeds) {
    this.feeds = feeds;
  }

  /// Takes pictures of the last seconds, beginning at the keyframe before. Nothing that is older
  /// than the permit [reaches back][Permit#reachesBackTo] is among them.
  ///
  /// @return to be closed, soon: it keeps memory
  /// @throws IllegalArgumentException if the two proofs are not for a clip of one camera
  public Taken take(Permit permit, RecordedAccess recorded, Window window) {
    Proofs.check(permit, recorded, Use.CLIP);
    var feed = feeds.find(permit.camera());
    if (feed.isEmpty()) {
      return Taken.nothing(StreamProblem.NONE_YET);
    }
    return take(feed.get(), permit, window);
  }

  private static Taken take(Feed feed, Permit permit, Window window) {
    var notBefore = permit.reachesBackTo().orElse(null);
    return Taken.of(feed, feed.recent(window, notBefore), notBefore);
  }
}
