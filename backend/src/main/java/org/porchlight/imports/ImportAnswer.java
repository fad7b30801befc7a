package org.porchlight.imports;

import java.util.List;
import org.porchlight.kernel.FieldError;

/// What became of an import.
public sealed interface ImportAnswer {

  /// Every row is a camera now.
  record Done(CameraImport done) implements ImportAnswer {}

  /// Nothing was registered: something has changed since the preview, which now looks like this.
  record Changed(Preview.Table preview) implements ImportAnswer {}

  /// Nothing was registered: the terms are not in order.
  record Invalid(List<FieldError> errors) implements ImportAnswer {

    public Invalid {
      errors = List.copyOf(errors);
    }
  }
}
