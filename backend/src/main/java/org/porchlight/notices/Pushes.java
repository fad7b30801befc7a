package org.porchlight.notices;

import java.time.Instant;
import org.porchlight.identity.PersonId;
import org.springframework.stereotype.Service;

/// Hands hints to the push service, and keeps the list of targets honest by its answers.
@Service
public class Pushes {

  /// Sends to every target of the person, and tries again within the hint's life where that helps.
  /// Waits, so call it off the request path.
  ///
  /// @param since when the thing happened, for the measured time to hand-over
  /// @return whether the push service took it for at least one target
  public boolean hand(PersonId to, Hint hint, Instant since) {
    throw new UnsupportedOperationException();
  }
}
