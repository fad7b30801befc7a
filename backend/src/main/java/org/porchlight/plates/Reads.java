package org.porchlight.plates;

import java.util.List;
import org.springframework.stereotype.Service;

/// What the plate readers saw.
@Service
public class Reads {

  /// The newest first, for the console's ticker. Not a search: it shows only what just passed.
  public List<Read> latest(int limit) {
    throw new UnsupportedOperationException();
  }
}
