package org.porchlight.access;

import java.util.Optional;
import java.util.function.Predicate;
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
import org.porchlight.registry.SiteProofChanged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Hears what may end a look, right after it has committed. Nothing is lost if one of these is
/// missed: every look is looked at every second.
@Component
class LookEndings {

  private final Looks looks;

  LookEndings(Looks looks) {
    this.looks = looks;
  }

  @EventListener
  void on(ConsentChanged changed) {
    judgeAt(changed.camera());
  }

  @EventListener
  void on(CameraDeleted deleted) {
    judgeAt(deleted.camera());
  }

  @EventListener
  void on(SiteProofChanged changed) {
    judge(_ -> !changed.proved());
  }

  @EventListener
  void on(IncidentClosed closed) {
    judge(permit -> isAbout(permit, closed.incident()));
  }

  @EventListener
  void on(IncidentChanged changed) {
    judge(permit -> isAbout(permit, changed.incident()));
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
    AfterCommit.run("look-endings", () -> looks.sessionEnded(ended.session()));
  }

  @EventListener
  void on(AlarmEnded ended) {
    judge(permit -> permit.ground().equals(new Ground.Alarm(ended.alarm())));
  }

  private void judgeAt(CameraId camera) {
    judge(permit -> permit.camera().equals(camera));
  }

  private void judgeOf(PersonId person) {
    judge(permit -> permit.who().person().equals(person));
  }

  private void judge(Predicate<Permit> which) {
    AfterCommit.run("look-endings", () -> looks.judge(which));
  }

  private static boolean isAbout(Permit permit, IncidentId incident) {
    return permit.incident().equals(Optional.of(incident))
        || permit.ground().equals(new Ground.OpenIncident(incident));
  }
}
