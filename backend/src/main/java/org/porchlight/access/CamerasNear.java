package org.porchlight.access;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.consent.Sharing;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Present;
import org.porchlight.incidents.Incident;
import org.porchlight.incidents.IncidentId;
import org.porchlight.incidents.Incidents;
import org.porchlight.registry.Camera;
import org.porchlight.registry.PoliceRegistry;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The cameras near an open incident, which may be opened, and why the others may not. The only way
/// for police to look around in the registry.
@Service
@Transactional
public class CamerasNear {

  private final Present present;
  private final PoliceRegistry cameras;
  private final Sharing sharing;
  private final Incidents incidents;
  private final AccessSettings settings;
  private final AuditLog log;
  private final Clock clock;

  CamerasNear(
      Present present,
      PoliceRegistry cameras,
      Sharing sharing,
      Incidents incidents,
      AccessSettings settings,
      AuditLog log,
      Clock clock) {
    this.present = present;
    this.cameras = cameras;
    this.sharing = sharing;
    this.incidents = incidents;
    this.settings = settings;
    this.log = log;
    this.clock = clock;
  }

  /// Nearest first. Empty for those who may not view, for an incident of another agency, and for
  /// one that opens no cameras. Logged as `registry.lookup` with the number of cameras, or the
  /// reason.
  public List<CameraNear> of(Actor who, IncidentId id) {
    return switch (around(who, id)) {
      case Around.Seen(var near) -> near;
      case Around.Refused _ -> List.of();
    };
  }

  /// The same, with the reason where nothing is shown.
  public Around around(Actor who, IncidentId id) {
    var now = clock.instant();
    @Nullable Actor asNow = present.of(who).orElse(null);
    @Nullable Incident incident = incidents.find(id).orElse(null);
    var refusal = Rules.againstLookingAround(asNow, incident, now);
    var entry = entry(who, id, incident);
    if (asNow == null || incident == null || refusal.isPresent()) {
      var reason = refusal.orElse(Reason.CANNOT_JUDGE);
      log.append(entry.outcome(Outcome.DENY).plain("reason", reason.name()));
      return new Around.Refused(reason);
    }
    var near = near(asNow, incident, now);
    log.append(entry.plain("n", near.size()));
    return new Around.Seen(near);
  }

  private List<CameraNear> near(Actor who, Incident incident, Instant now) {
    var found =
        cameras.within(incident.place(), settings.circleMetres(), settings.mostCameras()).stream()
            .filter(camera -> Rules.isOf(who.organisation(), camera))
            .toList();
    var consents = sharing.currentOf(found.stream().map(Camera::id).toList());
    return found.stream()
        .map(camera -> {
          // Which purpose is asked when a camera is opened; each of the list decides alike.
          var situation =
              new Situation(
                  who,
                  Use.LIVE,
                  Purpose.EMERGENCY_IN_PROGRESS,
                  camera,
                  consents.get(camera.id()),
                  true,
                  incident,
                  now,
                  sharing.timeZone());
          return new CameraNear(
              camera, camera.place().metresTo(incident.place()), Rules.decide(situation));
        })
        .toList();
  }

  private static AuditEvent entry(Actor who, IncidentId id, @Nullable Incident incident) {
    return AuditEvent.of("registry.lookup", Outcome.ALLOW)
        .personal("act", who.person().toString())
        .personal("org", who.organisation().toString())
        .personal("inc", id.toString())
        .personal("case", Optional.ofNullable(incident).map(Incident::number).orElse(null))
        .personal("src", who.source());
  }
}
