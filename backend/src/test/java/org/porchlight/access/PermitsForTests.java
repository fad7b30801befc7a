package org.porchlight.access;

import java.time.Instant;
import java.util.UUID;
import org.porchlight.identity.Actor;
import org.porchlight.incidents.IncidentId;
import org.porchlight.registry.CameraId;

/// Makes permits for tests of other modules, which cannot make them otherwise.
public final class PermitsForTests {

  private PermitsForTests() {}

  /// A permit that rests on an open incident.
  public static Permit permit(
      Actor who, CameraId camera, Use use, IncidentId incident, Instant issuedAt) {
    return permit(who, camera, use, new Ground.OpenIncident(incident), issuedAt);
  }

  /// A permit on this ground.
  public static Permit permit(
      Actor who, CameraId camera, Use use, Ground ground, Instant issuedAt) {
    return new Permit(
        UUID.randomUUID(),
        who,
        camera,
        use,
        Purpose.INV_ROBBERY,
        ground,
        ground instanceof Ground.OpenIncident(var incident) ? incident : null,
        1,
        issuedAt,
        null);
  }

  /// The same permit, which reaches back no further than to this moment.
  public static Permit reachingBackTo(Permit permit, Instant moment) {
    return new Permit(
        permit.id(),
        permit.who(),
        permit.camera(),
        permit.use(),
        permit.purpose(),
        permit.ground(),
        permit.incident().orElse(null),
        permit.consentVersion().orElse(null),
        permit.issuedAt(),
        moment);
  }
}
