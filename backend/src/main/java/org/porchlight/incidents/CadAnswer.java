package org.porchlight.incidents;

import java.util.List;
import org.porchlight.kernel.FieldError;

/// What became of a message from CAD.
public sealed interface CadAnswer {

  /// The message was understood.
  ///
  /// @param created whether this message was the first one about the incident
  record Accepted(IncidentId incident, boolean created) implements CadAnswer {}

  /// Nothing was changed; the message is kept with the errors.
  record Rejected(List<FieldError> errors) implements CadAnswer {

    public Rejected {
      errors = List.copyOf(errors);
    }
  }
}
