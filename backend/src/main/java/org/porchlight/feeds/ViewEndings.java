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
import org.porchlight.registry.CameraDeleted;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.ConnectionChanged;
import org.porchlight.registry.MasksChanged;
import org.porchlight.registry.SiteProofChanged;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

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

  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
  void on(ConsentChanged changed) {
    views.judge(permit -> permit.camera().equals(changed.camera()));
    apart(() -> feeds.consentChanged(changed.camera()));
  }

  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
  void on(IncidentClosed closed) {
    views.judge(permit -> isAbout(permit, closed.incident()));
  }

  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
  void on(IncidentChanged changed) {
    views.judge(permit -> isAbout(permit, changed.incident()));
  }

  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
  void on(PersonDisabled disabled) {
    judgeOf(disabled.person());
  }

  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
  void on(RolesChanged changed) {
    judgeOf(changed.person());
  }

  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
  void on(SessionEnded ended) {
    views.sessionEnded(ended.session());
  }

  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
  void on(CameraDeleted deleted) {
    endOf(deleted.camera());
  }

  /// Whoever looks is shown the picture with the new masks, or nothing until there is one.
  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
  void on(MasksChanged changed) {
    views.reroute(changed.camera());
  }

  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
  void on(ConnectionChanged changed) {
    apart(() -> feeds.connectionChanged(changed.camera()));
  }

  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
  void on(SiteProofChanged changed) {
    views.judge(_ -> !changed.proved());
    apart(feeds::reconsiderUnasked);
  }

  private void judgeOf(PersonId person) {
    views.judge(permit -> permit.who().person().equals(person));
  }

  private void endOf(CameraId camera) {
    views.judge(permit -> permit.camera().equals(camera));
    apart(() -> {
      feeds.connectionChanged(camera);
      feeds.consentChanged(camera);
    });
  }

  private static boolean isAbout(Permit permit, IncidentId incident) {
    return permit.incident().equals(Optional.of(incident))
        || permit.ground().equals(new Ground.OpenIncident(incident));
  }

  /// The thread that committed still holds its connection, and its user waits.
  private static void apart(Runnable work) {
    Thread.ofVirtual().name("feeds-reconsider").start(work);
  }
}
