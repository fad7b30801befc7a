package org.porchlight.registry;

import java.util.List;
import org.porchlight.kernel.FieldError;

/// What became of an edit.
public sealed interface EditAnswer {

  record Changed(Camera camera) implements EditAnswer {}

  record Invalid(List<FieldError> errors) implements EditAnswer {

    public Invalid {
      errors = List.copyOf(errors);
    }
  }

  /// Somebody else changed the camera meanwhile; this is how it is now.
  record Outdated(Camera now) implements EditAnswer {}
}
