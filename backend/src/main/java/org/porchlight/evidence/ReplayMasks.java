package org.porchlight.evidence;

import org.porchlight.kernel.AfterCommit;
import org.porchlight.registry.MasksChanged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Hears what changes a replay, right after it has committed.
@Component
class ReplayMasks {

  private final FootageReplay replays;

  ReplayMasks(FootageReplay replays) {
    this.replays = replays;
  }

  @EventListener
  void on(MasksChanged changed) {
    AfterCommit.run("replay-masks", () -> replays.masksChanged(changed.camera()));
  }
}
