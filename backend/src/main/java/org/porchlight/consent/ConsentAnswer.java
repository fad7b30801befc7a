package org.porchlight.consent;

import java.util.List;
import org.porchlight.kernel.FieldError;

/// What became of an owner's new terms.
public sealed interface ConsentAnswer {

  record Given(Consent consent) implements ConsentAnswer {}

  /// Nothing was changed.
  record Invalid(List<FieldError> errors) implements ConsentAnswer {

    public Invalid {
      errors = List.copyOf(errors);
    }
  }
}
