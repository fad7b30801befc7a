package org.porchlight.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.identity.Actor;
import org.porchlight.incidents.Incident;
import org.porchlight.incidents.IncidentId;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraDeleted;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.Ownership;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Tells owners that their camera was in a list that police saw: once for each incident, as
/// `camera.listed` in the camera's ledger.
@Component
class ListedCameras {

  /// Each entry holds a lock of its camera until its transaction ends.
  private static final int AT_ONCE = 50;

  /// No incident stays open for so long.
  private static final Duration KEPT = Duration.ofDays(180);

  private final JdbcListed listed;
  private final AuditLog log;
  private final TransactionOperations transaction;
  private final Clock clock;

  ListedCameras(JdbcListed listed, AuditLog log, TransactionOperations transaction, Clock clock) {
    this.listed = listed;
    this.log = log;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Remembers that this person looked around this incident.
  void looks(Actor who, Incident incident, Instant now) {
    listed.looks(who.person(), incident.id(), now);
  }

  boolean hasLooked(Actor who, IncidentId incident) {
    return listed.hasLooked(who.person(), incident);
  }

  /// Those whose owners do not know yet, in the order in which they are written down. The police's
  /// own cameras are on their maps anyway.
  List<CameraId> untold(Incident incident, List<CameraNear> near) {
    var known = listed.around(incident.id());
    return near.stream()
        .map(CameraNear::camera)
        .filter(camera -> camera.ownership() == Ownership.PRIVATE)
        .map(Camera::id)
        .filter(camera -> !known.contains(camera))
        .sorted(Comparator.comparing(CameraId::value))
        .toList();
  }

  /// Commits the entries, some dozens at a time, before it returns.
  void tell(Actor who, Incident incident, List<CameraId> untold, Instant now) {
    for (var from = 0; from < untold.size(); from += AT_ONCE) {
      var some = untold.subList(from, Math.min(untold.size(), from + AT_ONCE));
      transaction.executeWithoutResult(_ -> {
        var first = listed.list(incident.id(), some, now);
        log.appendAll(
            some.stream().filter(first::contains).map(one -> entry(who, incident, one)).toList());
      });
    }
  }

  private static AuditEvent entry(Actor who, Incident incident, CameraId camera) {
    return AuditEvent.of("camera.listed", Outcome.ALLOW)
        .camera(camera.toString())
        .personal("act", who.person().toString())
        .personal("org", who.organisation().toString())
        .personal("inc", incident.id().toString())
        .personal("case", incident.number())
        .personal("src", who.source());
  }

  @ApplicationModuleListener
  void whenDeleted(CameraDeleted deleted) {
    listed.forget(deleted.camera());
  }

  @Scheduled(initialDelayString = "PT9M", fixedDelayString = "PT24H")
  void sweep() {
    var limit = clock.instant().minus(KEPT);
    transaction.executeWithoutResult(_ -> listed.forgetBefore(limit));
  }
}
