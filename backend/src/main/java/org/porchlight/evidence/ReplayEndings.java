package org.porchlight.evidence;

import org.porchlight.consent.ConsentChanged;
import org.porchlight.identity.SessionEnded;
import org.porchlight.incidents.IncidentClosed;
import org.porchlight.kernel.AfterCommit;
import org.porchlight.registry.MasksChanged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Hears what may end or change a replay, right after it has committed. Every ground is looked at
/// every second besides.
@Component
class ReplayEndings {

  private final FootageReplay replays;

  ReplayEndings(FootageReplay replays) {
    this.replays = replays;
  }

  @EventListener
  void on(ConsentChanged changed) {
    AfterCommit.run(
        "replay-endings", () -> replays.judge(permit -> permit.camera().equals(changed.camera())));
  }

  @EventListener
  void on(IncidentClosed closed) {
    AfterCommit.run(
        "replay-endings",
        () ->
            replays.judge(
                permit -> permit.incident().filter(closed.incident()::equals).isPresent()));
  }

  @EventListener
  void on(SessionEnded ended) {
    AfterCommit.run("replay-endings", () -> replays.sessionEnded(ended.session()));
  }

  @EventListener
  void on(MasksChanged changed) {
    AfterCommit.run("replay-endings", () -> replays.masksChanged(changed.camera()));
  }
}
