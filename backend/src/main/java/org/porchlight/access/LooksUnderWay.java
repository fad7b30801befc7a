package org.porchlight.access;

import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;

/// Which looks are open now, in all processes.
@Service
public class LooksUnderWay {

  private final JdbcOpenLooks looks;

  LooksUnderWay(JdbcOpenLooks looks) {
    this.looks = looks;
  }

  /// Permits of looks whose close is not in the log yet.
  public Set<UUID> permits() {
    return looks.permits();
  }
}
