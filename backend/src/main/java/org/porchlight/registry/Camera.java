package org.porchlight.registry;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.kernel.Place;

/// A registered camera.
///
/// @param name what the owner calls it
/// @param overwriteDays days before the camera's own recorder overwrites its footage
/// @param connected whether a stream address is on file
/// @param proved whether its site is proved; police never see a camera that is not
/// @param agency whose jurisdiction contains it; absent where there is none
/// @param version goes up with each change, for optimistic edits
public record Camera(
    CameraId id,
    SiteId site,
    PersonId owner,
    OrganisationId organisation,
    String name,
    Place place,
    @Nullable FieldOfView view,
    Set<Sees> sees,
    Ownership ownership,
    int overwriteDays,
    boolean connected,
    boolean proved,
    @Nullable OrganisationId agency,
    long version) {

  public Camera {
    sees = Set.copyOf(sees);
  }
}
