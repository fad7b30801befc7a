package org.porchlight.portal.console;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.porchlight.access.Access;
import org.porchlight.access.Decision;
import org.porchlight.access.LookPace;
import org.porchlight.access.Permit;
import org.porchlight.access.Purpose;
import org.porchlight.access.Use;
import org.porchlight.evidence.Clips;
import org.porchlight.evidence.Recording;
import org.porchlight.evidence.RecordingAnswer;
import org.porchlight.evidence.Recordings;
import org.porchlight.feeds.LiveViews;
import org.porchlight.feeds.PermittedSnapshots;
import org.porchlight.feeds.Window;
import org.porchlight.identity.Actor;
import org.porchlight.incidents.IncidentId;
import org.porchlight.portal.clips.SaveAnswer;
import org.porchlight.registry.CameraId;
import org.springframework.stereotype.Component;

/// Carries the console's wishes through the decision: every look and every clip is asked for on its
/// own, and what is handed on are the two proofs.
@Component
class LiveDesk {

  private final Access access;
  private final LookPace pace;
  private final LiveViews liveViews;
  private final Clips clips;
  private final Recordings recordings;
  private final PermittedSnapshots snapshots;

  LiveDesk(
      Access access,
      LookPace pace,
      LiveViews liveViews,
      Clips clips,
      Recordings recordings,
      PermittedSnapshots snapshots) {
    this.access = access;
    this.pace = pace;
    this.liveViews = liveViews;
    this.clips = clips;
    this.recordings = recordings;
    this.snapshots = snapshots;
  }

  LookAnswer open(Actor who, CameraId camera, Purpose purpose, @Nullable IncidentId incident) {
    var about =
        incident == null ? List.of(camera.value()) : List.of(incident.value(), camera.value());
    var pause = pace.ask(who, LookPace.Question.LOOK, about);
    if (pause.isPresent()) {
      return new LookAnswer.TooFast(pause.get());
    }
    return switch (access.ask(who, camera, Use.LIVE, purpose.code(), incident)) {
      case Decision.Allowed(var permit, var recorded) ->
          new LookAnswer.Open(permit, liveViews.admit(permit, recorded));
      case Decision.Denied(var reason, _) -> new LookAnswer.No(reason);
    };
  }

  void close(Permit permit) {
    liveViews.leave(permit);
  }

  SaveAnswer save(
      Actor who, CameraId camera, Purpose purpose, @Nullable IncidentId incident, Window window) {
    return switch (access.ask(who, camera, Use.CLIP, purpose.code(), incident)) {
      case Decision.Allowed(var permit, var recorded) ->
          new SaveAnswer.Answered(clips.save(permit, recorded, window));
      case Decision.Denied(var reason, _) -> new SaveAnswer.No(reason);
    };
  }

  /// Takes some seconds.
  PhotoAnswer photo(Actor who, CameraId camera, Purpose purpose, @Nullable IncidentId incident) {
    return switch (access.ask(who, camera, Use.SNAPSHOT, purpose.code(), incident)) {
      case Decision.Allowed(var permit, var recorded) ->
          new PhotoAnswer.Answered(snapshots.take(permit, recorded));
      case Decision.Denied(var reason, _) -> new PhotoAnswer.No(reason);
    };
  }

  RecordingAnswer record(Actor who, CameraId camera, Purpose purpose, IncidentId incident) {
    return switch (access.ask(who, camera, Use.RECORD, purpose.code(), incident)) {
      case Decision.Allowed(var permit, var recorded) -> recordings.begin(permit, recorded);
      case Decision.Denied(var reason, _) -> new RecordingAnswer.No(reason);
    };
  }

  boolean stopRecording(Actor who, CameraId camera) {
    return recordings.stop(who, camera);
  }

  /// Supervisors set for how many days a camera that is shared always is kept.
  boolean keepDays(Actor who, CameraId camera, int days) {
    return recordings.rule(who, camera, days);
  }

  Optional<Recording> recording(CameraId camera) {
    return recordings.current(camera);
  }
}
