package org.porchlight.plates;

import java.util.List;
import org.porchlight.identity.Actor;
import org.springframework.stereotype.Service;

/// The plate readers that may send us something.
@Service
public class Readers {

  /// Registers a reader. Administrators only.
  ///
  /// @return its key, which nobody can read a second time
  public ReaderKey add(Actor administrator, NewReader reader) {
    throw new UnsupportedOperationException();
  }

  /// Stops taking anything from a reader. Administrators only.
  public void retire(Actor administrator, ReaderId reader) {
    throw new UnsupportedOperationException();
  }

  public List<Reader> all() {
    throw new UnsupportedOperationException();
  }
}
