package org.porchlight.evidence;

import org.porchlight.consent.ConsentChanged;
import org.porchlight.kernel.AfterCommit;
import org.porchlight.registry.MasksChanged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Hears what changes what may be seen and heard of footage that is on its way, right after it has
/// committed.
@Component
class ReplayChanges {

  private final FootageReplay replays;
  private final ClipPlayback clips;

  ReplayChanges(FootageReplay replays, ClipPlayback clips) {
    this.replays = replays;
    this.clips = clips;
  }

  @EventListener
  void on(MasksChanged changed) {
    AfterCommit.note(() -> clips.masksChanged(changed.camera()));
    AfterCommit.run("replay-changes", () -> replays.masksChanged(changed.camera()));
  }

  @EventListener
  void on(ConsentChanged changed) {
    AfterCommit.run("clip-changes", () -> clips.consentChanged(changed.camera()));
    AfterCommit.run("replay-changes", () -> replays.consentChanged(changed.camera()));
  }
}
