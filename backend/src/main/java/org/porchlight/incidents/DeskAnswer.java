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
    NOTHING_TO_CONFIRM,
    /// The place is not the person's agency's ground.
    OUTSIDE_JURISDICTION,
    /// So many of one's own are open that nobody else has confirmed.
    TOO_MANY_UNCONFIRMED,
    /// One opened so many in this shift that nobody else has confirmed, open or not.
    TOO_MANY_IN_A_SHIFT
  }
}
