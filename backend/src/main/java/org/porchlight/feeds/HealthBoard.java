package org.porchlight.feeds;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.porchlight.access.AgencyCameras;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Present;
import org.porchlight.identity.Role;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.DialIns;
import org.porchlight.registry.OwnerCameras;
import org.porchlight.registry.PoliceRegistry;
import org.springframework.stereotype.Service;

/// How all the cameras are that somebody is answerable for: the police's own ones for the center
/// and for the department's administrators, those of their organisation for housing managers.
/// Cameras of owners are never among what police see here (rule R5), and nothing here is a picture.
@Service
public class HealthBoard {

  private final Present present;
  private final AgencyCameras agency;
  private final PoliceRegistry registry;
  private final OwnerCameras owners;
  private final CameraHealth health;
  private final DialIns dialIns;
  private final Arrivals arrivals;

  HealthBoard(
      Present present,
      AgencyCameras agency,
      PoliceRegistry registry,
      OwnerCameras owners,
      CameraHealth health,
      DialIns dialIns,
      Arrivals arrivals) {
    this.present = present;
    this.agency = agency;
    this.registry = registry;
    this.owners = owners;
    this.health = health;
    this.dialIns = dialIns;
    this.arrivals = arrivals;
  }

  /// What is broken first, then by name. Empty for those who answer for no cameras.
  public List<HealthLine> of(Actor who) {
    return health.lines(seenBy(who).values()).stream()
        .sorted(
            Comparator.comparing(HealthLine::standing).thenComparing(line -> line.camera().name()))
        .toList();
  }

  /// Those of them that dial in: first those that are not here, then by name.
  public List<DialInLine> dialIns(Actor who) {
    var seen = seenBy(who);
    var theirs = dialIns.among(seen.keySet());
    return seen.values().stream()
        .filter(camera -> theirs.contains(camera.id()))
        .map(camera ->
            new DialInLine(
                camera, arrivals.of(camera.id()).orElse(null), arrivals.sentAway(camera.id())))
        .sorted(
            Comparator.<DialInLine, Boolean>comparing(line -> line.now() != null)
                .thenComparing(line -> line.camera().name()))
        .toList();
  }

  private Map<CameraId, Camera> seenBy(Actor who) {
    var seen = new LinkedHashMap<CameraId, Camera>();
    present
        .of(who)
        .ifPresent(now -> {
          agency.of(now).forEach(camera -> seen.put(camera.id(), camera));
          if (now.is(Role.ADMINISTRATOR)) {
            registry.ownedBy(now.organisation()).forEach(camera -> seen.put(camera.id(), camera));
          }
          owners.ofOrganisation(now).forEach(camera -> seen.put(camera.id(), camera));
        });
    return seen;
  }
}
