package org.porchlight.evidence;

import java.util.Optional;
import org.porchlight.consent.ConsentChanged;
import org.porchlight.incidents.IncidentChanged;
import org.porchlight.incidents.IncidentClosed;
import org.porchlight.registry.CameraDeleted;
import org.porchlight.registry.SiteProofChanged;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

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

  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
  void on(ConsentChanged changed) {
    recorder.look(recording -> recording.camera().equals(changed.camera()));
  }

  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
  void on(IncidentClosed closed) {
    recorder.look(recording -> Optional.of(closed.incident()).equals(incidentOf(recording)));
  }

  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
  void on(IncidentChanged changed) {
    recorder.look(recording -> Optional.of(changed.incident()).equals(incidentOf(recording)));
  }

  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
  void on(SiteProofChanged changed) {
    recorder.look(_ -> !changed.proved());
  }

  /// What was recorded of a camera goes with it, with the next purge, unless somebody holds it.
  @ApplicationModuleListener
  void on(CameraDeleted deleted) {
    recordings.removeRule(deleted.camera());
    recordings.forget(deleted.camera());
    recorder.look(recording -> recording.camera().equals(deleted.camera()));
  }

  private static Optional<org.porchlight.incidents.IncidentId> incidentOf(Recording recording) {
    return Optional.ofNullable(recording.incident());
  }
}
