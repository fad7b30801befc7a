package org.porchlight.portal.center;

import java.time.Instant;
import java.util.Set;
import org.porchlight.evidence.Clip;
import org.porchlight.evidence.ClipId;
import org.porchlight.evidence.ClipState;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.incidents.Incident;
import org.porchlight.incidents.IncidentId;
import org.porchlight.incidents.Source;
import org.porchlight.incidents.State;
import org.porchlight.kernel.Place;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.Ownership;
import org.porchlight.registry.Sees;
import org.porchlight.registry.SiteId;

/// Things that view tests show.
public final class Samples {

  public static final Instant NOW = Instant.parse("2026-11-22T20:00:00Z");
  public static final Place CORNER = new Place(33.52, -86.81);
  public static final OrganisationId AGENCY = OrganisationId.of(WithActor.AGENCY);
  public static final String SHA256 = "ab12cd34ef56" + "0".repeat(52);

  private Samples() {}

  public static Incident incident(String number, String kind, Source source) {
    return new Incident(
        IncidentId.random(),
        AGENCY,
        number,
        kind,
        2,
        CORNER,
        "120 Main Street",
        source,
        new State.Open(),
        NOW.minusSeconds(240),
        null,
        null,
        1);
  }

  public static Camera camera(String name) {
    return camera(name, true);
  }

  public static Camera camera(String name, boolean connected) {
    return new Camera(
        CameraId.random(),
        SiteId.random(),
        PersonId.random(),
        OrganisationId.random(),
        name,
        CORNER.walk(120, 45),
        null,
        Set.of(Sees.STREET),
        Ownership.PRIVATE,
        14,
        connected,
        true,
        AGENCY,
        1);
  }

  public static Clip clip(Camera camera, Incident incident, ClipState state) {
    return new Clip(
        ClipId.random(),
        camera.id(),
        NOW.minusSeconds(30),
        NOW,
        incident.id(),
        "INV-BURGLARY",
        SHA256,
        1_820_000,
        "avc1.640028",
        450,
        0,
        new Clip.Asked(NOW.minusSeconds(30), NOW, 1, 1),
        state,
        PersonId.of(WithActor.PERSON),
        NOW);
  }
}
