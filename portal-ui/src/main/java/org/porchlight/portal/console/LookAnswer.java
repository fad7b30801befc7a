package org.porchlight.portal.console;

import java.time.Duration;
import org.porchlight.access.LookTicket;
import org.porchlight.access.Permit;
import org.porchlight.access.Reason;

/// What became of opening a camera.
sealed interface LookAnswer {

  record Open(Permit permit, LookTicket ticket) implements LookAnswer {}

  record No(Reason reason) implements LookAnswer {}

  /// Asked for faster than anybody can look.
  ///
  /// @param pause after this long it may be asked again
  record TooFast(Duration pause) implements LookAnswer {}
}
