package org.porchlight.patrol;

import java.time.Instant;
import org.porchlight.identity.Actor;
import org.porchlight.kernel.Place;
import org.springframework.stereotype.Service;

/// Where the people on duty are.
@Service
public class Positions {

  /// Takes a position report. Off duty nothing is kept; an older report never replaces a newer one.
  ///
  /// @return whether it was kept
  public boolean report(Actor actor, Place place, Instant at) {
    throw new UnsupportedOperationException();
  }
}
