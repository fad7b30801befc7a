package org.porchlight.evidence;

import org.porchlight.consent.ConsentChanged;
import org.porchlight.kernel.AfterCommit;
import org.porchlight.registry.MasksChanged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Hears what changes a replay, right after it has committed.
@Component
class ReplayChanges {

  private final FootageReplay replays;

  ReplayChanges(FootageReplay replays) {
    this.replays = replays;
  }

  @EventListener
  void on(MasksChanged changed) {
    AfterCommit.run("replay-changes", () -> replays.masksChanged(changed.camera()));
  }

  @EventListener
  void on(ConsentChanged changed) {
    AfterCommit.run("replay-changes", () -> replays.consentChanged(changed.camera()));
  }
}
