package org.porchlight.feeds;

import java.util.Optional;
import org.porchlight.access.Ground;
import org.porchlight.access.Permit;
import org.porchlight.consent.ConsentChanged;
import org.porchlight.identity.PersonDisabled;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.RolesChanged;
import org.porchlight.identity.SessionEnded;
import org.porchlight.incidents.IncidentChanged;
import org.porchlight.incidents.IncidentClosed;
import org.porchlight.incidents.IncidentId;
import org.porchlight.kernel.AfterCommit;
import org.porchlight.registry.CameraDeleted;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.ConnectionChanged;
import org.porchlight.registry.MasksChanged;
import org.porchlight.registry.SiteProofChanged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Hears what may end a view or a feed, right after it has committed. Nothing is lost if one of
/// these is missed: every view is looked at every second, every feed every half minute.
@Component
class ViewEndings {

  private final LiveViews views;
  private final Feeds feeds;

  ViewEndings(LiveViews views, Feeds feeds) {
    this.views = views;
    this.feeds = feeds;
  }

  @EventListener
  void on(ConsentChanged changed) {
    afterwards(() -> {
      views.judge(permit -> permit.camera().equals(changed.camera()));
      feeds.consentChanged(changed.camera());
    });
  }

  @EventListener
  void on(IncidentClosed closed) {
    afterwards(() -> views.judge(permit -> isAbout(permit, closed.incident())));
  }

  @EventListener
  void on(IncidentChanged changed) {
    afterwards(() -> views.judge(permit -> isAbout(permit, changed.incident())));
  }

  @EventListener
  void on(PersonDisabled disabled) {
    judgeOf(disabled.person());
  }

  @EventListener
  void on(RolesChanged changed) {
    judgeOf(changed.person());
  }

  @EventListener
  void on(SessionEnded ended) {
    afterwards(() -> views.sessionEnded(ended.session()));
  }

  @EventListener
  void on(CameraDeleted deleted) {
    endOf(deleted.camera());
  }

  /// Whoever looks is shown the picture with the new masks, or nothing until there is one.
  @EventListener
  void on(MasksChanged changed) {
    afterwards(() -> views.reroute(changed.camera()));
  }

  @EventListener
  void on(ConnectionChanged changed) {
    afterwards(() -> feeds.connectionChanged(changed.camera()));
  }

  @EventListener
  void on(SiteProofChanged changed) {
    afterwards(() -> {
      views.judge(_ -> !changed.proved());
      feeds.reconsiderUnasked();
    });
  }

  private void judgeOf(PersonId person) {
    afterwards(() -> views.judge(permit -> permit.who().person().equals(person)));
  }

  private void endOf(CameraId camera) {
    afterwards(() -> {
      views.judge(permit -> permit.camera().equals(camera));
      feeds.connectionChanged(camera);
      feeds.consentChanged(camera);
    });
  }

  private static boolean isAbout(Permit permit, IncidentId incident) {
    return permit.incident().equals(Optional.of(incident))
        || permit.ground().equals(new Ground.OpenIncident(incident));
  }

  private static void afterwards(Runnable work) {
    AfterCommit.run("view-endings", work);
  }
}
