package org.porchlight.incidents;

import org.porchlight.identity.Actor;
import org.springframework.stereotype.Service;

/// Takes messages from computer-aided dispatch, as described in docs/reference/cad.md.
@Service
public class CadIntake {

  /// Creates, updates or closes the incident with the message's number. The same message twice, or
  /// an older one after a newer one, changes nothing and is accepted.
  public CadAnswer receive(Actor machine, String json) {
    throw new UnsupportedOperationException();
  }
}
