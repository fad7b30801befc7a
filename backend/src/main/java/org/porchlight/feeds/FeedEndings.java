package org.porchlight.feeds;

import org.porchlight.consent.ConsentChanged;
import org.porchlight.feeds.pull.push.PushDoor;
import org.porchlight.kernel.AfterCommit;
import org.porchlight.registry.CameraDeleted;
import org.porchlight.registry.ConnectionChanged;
import org.porchlight.registry.MasksChanged;
import org.porchlight.registry.SiteProofChanged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Hears what may end a feed, or change what views show, right after it has committed. Nothing is
/// lost if one of these is missed: every view is looked at every second, every feed every half
/// minute.
@Component
class FeedEndings {

  private final LiveViews views;
  private final Feeds feeds;
  private final PushDoor door;

  FeedEndings(LiveViews views, Feeds feeds, PushDoor door) {
    this.views = views;
    this.feeds = feeds;
    this.door = door;
  }

  @EventListener
  void on(ConsentChanged changed) {
    afterwards(() -> {
      feeds.consentChanged(changed.camera());
      door.recheck(changed.camera());
    });
  }

  @EventListener
  void on(CameraDeleted deleted) {
    afterwards(() -> {
      feeds.connectionChanged(deleted.camera());
      feeds.consentChanged(deleted.camera());
      door.recheck(deleted.camera());
    });
  }

  /// Whoever looks is shown the picture with the new masks, or nothing until there is one.
  @EventListener
  void on(MasksChanged changed) {
    afterwards(() -> views.reroute(changed.camera()));
  }

  @EventListener
  void on(ConnectionChanged changed) {
    afterwards(() -> {
      feeds.connectionChanged(changed.camera());
      door.recheck(changed.camera());
    });
  }

  @EventListener
  void on(SiteProofChanged changed) {
    afterwards(() -> {
      feeds.reconsiderUnasked();
      door.recheckAll();
    });
  }

  private static void afterwards(Runnable work) {
    AfterCommit.run("feed-endings", work);
  }
}
