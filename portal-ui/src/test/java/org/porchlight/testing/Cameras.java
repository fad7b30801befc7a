package org.porchlight.testing;

import java.time.Instant;
import java.util.Set;
import org.porchlight.consent.Consent;
import org.porchlight.consent.Level;
import org.porchlight.consent.Terms;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.Ownership;
import org.porchlight.registry.Relation;
import org.porchlight.registry.Sees;
import org.porchlight.registry.Site;
import org.porchlight.registry.SiteId;
import org.porchlight.registry.SiteProof;

/// Cameras for tests of views.
public final class Cameras {

  public static final org.porchlight.kernel.Place MAIN_STREET =
      new org.porchlight.kernel.Place(33.52, -86.81);
  public static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  public static final Site SITE =
      new Site(
          SiteId.of("5f1d0a7e-0000-4000-8000-0000000000b1"),
          WithActor.PERSON,
          WithActor.ORGANISATION,
          "12 Main Street",
          MAIN_STREET,
          Relation.OWNER,
          new SiteProof.Unproved());
  public static final Camera PORCH = camera("5f1d0a7e-0000-4000-8000-0000000000c1", "Porch");
  public static final Camera YARD = camera("5f1d0a7e-0000-4000-8000-0000000000c2", "Yard");

  private Cameras() {}

  private static Camera camera(String id, String name) {
    return new Camera(
        CameraId.of(id),
        SITE.id(),
        WithActor.PERSON,
        WithActor.ORGANISATION,
        name,
        MAIN_STREET,
        null,
        Set.of(Sees.ENTRANCE),
        Ownership.PRIVATE,
        7,
        true,
        false,
        null,
        1);
  }

  public static Consent consent(Camera camera, boolean off) {
    return new Consent(
        camera.id(),
        off ? 2 : 1,
        Terms.usual(Level.DURING_INCIDENTS, "en"),
        off,
        WithActor.PERSON,
        NOON,
        "0".repeat(64));
  }
}
