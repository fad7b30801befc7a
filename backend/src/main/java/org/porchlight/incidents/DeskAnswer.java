package org.porchlight.incidents;

import java.util.List;
import org.porchlight.kernel.FieldError;

/// What became of something done by hand.
public sealed interface DeskAnswer {

  record Done(Incident incident) implements DeskAnswer {}

  /// Nothing was changed.
  record Invalid(List<FieldError> errors) implements DeskAnswer {

    public Invalid {
      errors = List.copyOf(errors);
    }
  }

  record Refused(Why why) implements DeskAnswer {}

  enum Why {
    NOT_YOUR_ROLE,
    OTHER_AGENCY,
    SAME_PERSON,
    NOT_OPEN,
    NOTHING_TO_CONFIRM
  }
}
