package org.porchlight.registry;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.porchlight.kernel.Place;

/// A change to a camera by its owner.
///
/// @param version the version that the owner looked at; a newer one in the meantime refuses the
///   edit
public record CameraEdit(
    String name,
    @Nullable Place place,
    @Nullable FieldOfView view,
    Set<Sees> sees,
    @Nullable Integer overwriteDays,
    long version) {

  public CameraEdit {
    sees = Set.copyOf(sees);
  }
}
