package org.porchlight.consent;

import java.util.List;
import org.porchlight.kernel.FieldError;

/// What somebody without an account hears who registers a camera. It is the same whether the
/// address is known or not; only the owner of the mailbox learns the difference.
public sealed interface FirstCameraAnswer {

  /// A mail is on its way.
  record CheckYourMail() implements FirstCameraAnswer {}

  /// Nothing was kept, and no mail goes out.
  record Invalid(List<FieldError> errors) implements FirstCameraAnswer {

    public Invalid {
      errors = List.copyOf(errors);
    }
  }
}
