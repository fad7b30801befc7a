package org.porchlight.access;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.porchlight.access.LookPace.Question;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.consent.Sharing;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Present;
import org.porchlight.incidents.Incident;
import org.porchlight.incidents.IncidentId;
import org.porchlight.incidents.Incidents;
import org.porchlight.kernel.OutsideTransactions;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.PoliceRegistry;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/// The cameras near an open incident, which may be opened, and why the others may not. The only way
/// for police to look around in the registry.
///
/// Each owner is told, once for each incident, that the camera was listed: what is returned here is
/// in their ledgers already. Hence never inside a transaction.
@Service
public class CamerasNear {

  private final Present present;
  private final PoliceRegistry cameras;
  private final Sharing sharing;
  private final Incidents incidents;
  private final JdbcBesides besides;
  private final ListedCameras listed;
  private final LookPace pace;
  private final AccessSettings settings;
  private final AuditLog log;
  private final TransactionOperations transaction;
  private final Clock clock;

  /// @param untold cameras whose owners do not know yet that this incident lists them
  private record Looked(Around answer, @Nullable Incident incident, List<CameraId> untold) {}

  CamerasNear(
      Present present,
      PoliceRegistry cameras,
      Sharing sharing,
      Incidents incidents,
      JdbcBesides besides,
      ListedCameras listed,
      LookPace pace,
      AccessSettings settings,
      AuditLog log,
      TransactionOperations transaction,
      Clock clock) {
    this.present = present;
    this.cameras = cameras;
    this.sharing = sharing;
    this.incidents = incidents;
    this.besides = besides;
    this.listed = listed;
    this.pace = pace;
    this.settings = settings;
    this.log = log;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Nearest first, or the reason why nothing is shown: to those who may not view, of an incident
  /// of another agency, of one that opens no cameras. Logged as `registry.lookup` with the number
  /// of cameras, or the reason. Counted by [LookPace].
  public Around around(Actor who, IncidentId id) {
    return pace.ask(who, Question.CAMERAS_NEAR, List.of(id.value()))
        .<Around>map(Around.TooFast::new)
        .orElseGet(() -> around(who, id, true));
  }

  /// The same for a page that shows the list already and draws it again: not counted, and logged
  /// only if it was refused, or if there is a camera that nobody was shown around it before.
  public Around again(Actor who, IncidentId id) {
    return listed.hasLooked(who, id) ? around(who, id, false) : around(who, id);
  }

  private Around around(Actor who, IncidentId id, boolean asked) {
    OutsideTransactions.require("Looking around");
    var now = clock.instant();
    var looked = Objects.requireNonNull(transaction.execute(_ -> look(who, id, asked, now)));
    if (looked.incident() != null) {
      listed.tell(who, looked.incident(), looked.untold(), now);
    }
    return looked.answer();
  }

  private Looked look(Actor who, IncidentId id, boolean asked, Instant now) {
    @Nullable Actor asNow = present.of(who).orElse(null);
    @Nullable Incident incident = incidents.find(id).orElse(null);
    var refusal = Rules.againstLookingAround(asNow, incident, now);
    var entry = entry(who, id, incident);
    if (asNow == null || incident == null || refusal.isPresent()) {
      var reason = refusal.orElse(Reason.CANNOT_JUDGE);
      log.append(entry.outcome(Outcome.DENY).plain("reason", reason.name()));
      return new Looked(new Around.Refused(reason), null, List.of());
    }
    var near = near(asNow, incident, now);
    var untold = listed.untold(incident, near);
    listed.looks(who, incident, now);
    if (asked || !untold.isEmpty()) {
      log.append(entry.plain("n", near.size()));
    }
    return new Looked(new Around.Seen(near), incident, untold);
  }

  private List<CameraNear> near(Actor who, Incident incident, Instant now) {
    var found =
        cameras
            .within(
                who.organisation(),
                incident.place(),
                settings.circleOf(incident),
                settings.mostCameras())
            .stream()
            .filter(camera -> Rules.isOf(who.organisation(), camera))
            .toList();
    var ids = found.stream().map(Camera::id).toList();
    var consents = sharing.currentOf(ids);
    var more = besides.ofAll(ids, who.person(), now);
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
                  more.getOrDefault(camera.id(), Besides.NOTHING),
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
