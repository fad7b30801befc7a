package org.porchlight.access;

import java.time.Clock;
import java.util.List;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Present;
import org.porchlight.registry.Camera;
import org.porchlight.registry.PoliceRegistry;
import org.springframework.stereotype.Service;

/// The police's own cameras: what a map may show of cameras outside an incident. Cameras of owners
/// are never among them (rule R5).
@Service
public class AgencyCameras {

  private final Present present;
  private final PoliceRegistry cameras;
  private final Clock clock;

  AgencyCameras(Present present, PoliceRegistry cameras, Clock clock) {
    this.present = present;
    this.cameras = cameras;
    this.clock = clock;
  }

  /// The cameras that the person's agency owns, by name. Empty for those who may not view. Whether
  /// one may be opened is decided when it is asked for.
  public List<Camera> of(Actor who) {
    return present
        .of(who)
        .filter(now -> Rules.mayView(now, clock.instant()))
        .map(now -> cameras.ownedBy(now.organisation()))
        .orElse(List.of());
  }
}
