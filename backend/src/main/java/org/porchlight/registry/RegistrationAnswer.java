package org.porchlight.registry;

import java.util.List;
import org.porchlight.kernel.FieldError;

/// What became of an attempt to register a camera.
public sealed interface RegistrationAnswer {

  record Registered(CameraId camera, SiteId site) implements RegistrationAnswer {}

  /// Nothing was registered.
  record Invalid(List<FieldError> errors) implements RegistrationAnswer {

    public Invalid {
      errors = List.copyOf(errors);
    }
  }
}
