package org.porchlight.evidence;

import java.util.Optional;
import java.util.function.Predicate;
import org.porchlight.consent.ConsentChanged;
import org.porchlight.incidents.IncidentChanged;
import org.porchlight.incidents.IncidentClosed;
import org.porchlight.kernel.AfterCommit;
import org.porchlight.registry.CameraDeleted;
import org.porchlight.registry.SiteProofChanged;
import org.springframework.context.event.EventListener;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// Hears what may end a recording, right after it has committed. Nothing is lost if one of these is
/// missed: every ground is looked at every second.
@Component
class RecordingEndings {

  private final Recorder recorder;
  private final JdbcRecordings recordings;

  RecordingEndings(Recorder recorder, JdbcRecordings recordings) {
    this.recorder = recorder;
    this.recordings = recordings;
  }

  @EventListener
  void on(ConsentChanged changed) {
    afterwards(recording -> recording.camera().equals(changed.camera()));
  }

  @EventListener
  void on(IncidentClosed closed) {
    afterwards(recording -> Optional.of(closed.incident()).equals(incidentOf(recording)));
  }

  @EventListener
  void on(IncidentChanged changed) {
    afterwards(recording -> Optional.of(changed.incident()).equals(incidentOf(recording)));
  }

  @EventListener
  void on(SiteProofChanged changed) {
    afterwards(_ -> !changed.proved());
  }

  /// What was recorded of a camera goes with it, with the next purge, unless somebody holds it.
  @ApplicationModuleListener
  void on(CameraDeleted deleted) {
    recordings.removeRule(deleted.camera());
    recordings.forget(deleted.camera());
    recorder.look(recording -> recording.camera().equals(deleted.camera()));
  }

  private void afterwards(Predicate<Recording> which) {
    AfterCommit.run("recording-endings", () -> recorder.look(which));
  }

  private static Optional<org.porchlight.incidents.IncidentId> incidentOf(Recording recording) {
    return Optional.ofNullable(recording.incident());
  }
}
