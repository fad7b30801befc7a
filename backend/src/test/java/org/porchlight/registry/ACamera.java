package org.porchlight.registry;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.kernel.Place;

/// Builds cameras for tests; what is not said is ordinary.
public final class ACamera {

  private CameraId id = CameraId.random();
  private SiteId site = SiteId.random();
  private PersonId owner = PersonId.random();
  private OrganisationId organisation = OrganisationId.random();
  private String name = "Front door";
  private Place place = new Place(33.5186, -86.8104);
  private Ownership ownership = Ownership.PRIVATE;
  private boolean connected = true;
  private boolean proved = true;
  private @Nullable OrganisationId agency = OrganisationId.random();

  private ACamera() {}

  public static ACamera aCamera() {
    return new ACamera();
  }

  public ACamera id(CameraId value) {
    id = value;
    return this;
  }

  public ACamera site(SiteId value) {
    site = value;
    return this;
  }

  public ACamera owner(PersonId value) {
    owner = value;
    return this;
  }

  public ACamera organisation(OrganisationId value) {
    organisation = value;
    return this;
  }

  public ACamera name(String value) {
    name = value;
    return this;
  }

  public ACamera place(Place value) {
    place = value;
    return this;
  }

  public ACamera ownership(Ownership value) {
    ownership = value;
    return this;
  }

  public ACamera notConnected() {
    connected = false;
    return this;
  }

  public ACamera proved(boolean value) {
    proved = value;
    return this;
  }

  public ACamera agency(@Nullable OrganisationId value) {
    agency = value;
    return this;
  }

  public Camera build() {
    return new Camera(
        id,
        site,
        owner,
        organisation,
        name,
        place,
        new FieldOfView(90, 80, 25),
        Set.of(Sees.STREET),
        ownership,
        7,
        connected,
        proved,
        agency,
        1);
  }
}
