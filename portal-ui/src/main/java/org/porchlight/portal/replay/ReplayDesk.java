package org.porchlight.portal.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.porchlight.access.Access;
import org.porchlight.access.AgencyCameras;
import org.porchlight.access.Around;
import org.porchlight.access.CameraNear;
import org.porchlight.access.CamerasNear;
import org.porchlight.access.Decision;
import org.porchlight.access.LookPace;
import org.porchlight.access.Purpose;
import org.porchlight.access.Use;
import org.porchlight.access.Verdict;
import org.porchlight.evidence.Clips;
import org.porchlight.evidence.FootageReplay;
import org.porchlight.evidence.Recordings;
import org.porchlight.evidence.ReplayAnswer;
import org.porchlight.evidence.ReplayWatcher;
import org.porchlight.feeds.Window;
import org.porchlight.identity.Actor;
import org.porchlight.incidents.Incident;
import org.porchlight.incidents.IncidentId;
import org.porchlight.portal.clips.SaveAnswer;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraId;
import org.springframework.stereotype.Component;

/// Carries the page's wishes through the decision.
@Component
class ReplayDesk {

  private final Access access;
  private final LookPace pace;
  private final FootageReplay replays;
  private final Clips clips;
  private final Recordings recordings;
  private final CamerasNear camerasNear;
  private final AgencyCameras agencyCameras;

  ReplayDesk(
      Access access,
      LookPace pace,
      FootageReplay replays,
      Clips clips,
      Recordings recordings,
      CamerasNear camerasNear,
      AgencyCameras agencyCameras) {
    this.access = access;
    this.pace = pace;
    this.replays = replays;
    this.clips = clips;
    this.recordings = recordings;
    this.camerasNear = camerasNear;
    this.agencyCameras = agencyCameras;
  }

  /// Cameras that there is a recording of: first those near the incident that may be opened for it,
  /// nearest first; then the agency's own.
  ///
  /// @param pause how long to wait until those near the incident may be asked for; absent if they
  ///   are among the cameras, or there are none
  record Choice(List<Camera> cameras, @Nullable Duration pause) {}

  Choice cameras(Actor who, @Nullable Incident incident) {
    if (incident == null || !incident.isOpen()) {
      return new Choice(recorded(who, List.of()), null);
    }
    return switch (camerasNear.around(who, incident.id())) {
      case Around.Seen(var near) -> new Choice(recorded(who, near), null);
      case Around.Refused _ -> new Choice(recorded(who, List.of()), null);
      case Around.TooFast(var pause) -> new Choice(recorded(who, List.of()), pause);
    };
  }

  private List<Camera> recorded(Actor who, List<CameraNear> near) {
    var all = new ArrayList<Camera>();
    var mayOpen =
        near.stream()
            .filter(camera -> camera.verdict() instanceof Verdict.MayOpen)
            .map(CameraNear::camera);
    Stream.concat(mayOpen, agencyCameras.of(who).stream())
        .filter(camera -> all.stream().noneMatch(known -> known.id().equals(camera.id())))
        .forEach(all::add);
    var recorded = recordings.recorded(all.stream().map(Camera::id).toList());
    all.removeIf(camera -> !recorded.contains(camera.id()));
    return all;
  }

  /// How long to wait before this may be looked at; empty if it may be now.
  Optional<Duration> tooFast(Actor who, CameraId camera, @Nullable IncidentId incident) {
    return pace.ask(
        who,
        LookPace.Question.LOOK,
        incident == null ? List.of(camera.value()) : List.of(incident.value(), camera.value()));
  }

  ReplayAnswer open(
      Actor who,
      CameraId camera,
      Purpose purpose,
      @Nullable IncidentId incident,
      ReplayWatcher watcher) {
    return replays.open(who, camera, purpose.code(), incident, watcher);
  }

  SaveAnswer save(
      Actor who, CameraId camera, Purpose purpose, @Nullable IncidentId incident, Window window) {
    return switch (access.ask(who, camera, Use.CLIP, purpose.code(), incident)) {
      case Decision.Allowed(var permit, var recorded) ->
          new SaveAnswer.Answered(clips.save(permit, recorded, window));
      case Decision.Denied(var reason, _) -> new SaveAnswer.No(reason);
    };
  }
}
