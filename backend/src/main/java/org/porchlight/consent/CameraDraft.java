package org.porchlight.consent;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.porchlight.kernel.Place;
import org.porchlight.registry.FieldOfView;
import org.porchlight.registry.NewCamera;
import org.porchlight.registry.Ownership;
import org.porchlight.registry.Relation;
import org.porchlight.registry.Sees;

/// What somebody typed about a camera that is not registered yet. Nothing in it is checked, and it
/// never holds a stream address.
///
/// @param place where the pin stands; absent as long as nobody moved it
/// @param terms absent as long as no level was chosen
/// @param textHash of the words that were shown with the terms, in hexadecimal
public record CameraDraft(
    @Nullable String address,
    @Nullable Place place,
    @Nullable Relation relation,
    Set<Sees> sees,
    @Nullable Integer overwriteDays,
    @Nullable String name,
    @Nullable FieldOfView view,
    @Nullable Terms terms,
    @Nullable String textHash) {

  public CameraDraft {
    sees = Set.copyOf(sees);
  }

  NewCamera camera() {
    return new NewCamera(
        null, address, place, relation, sees, overwriteDays, name, view, Ownership.PRIVATE, null);
  }

  @Override
  public String toString() {
    return "CameraDraft[redacted]";
  }
}
