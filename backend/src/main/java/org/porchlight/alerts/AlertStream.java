package org.porchlight.alerts;

import java.time.Duration;
import java.util.List;
import org.porchlight.identity.Actor;
import org.springframework.stereotype.Service;

/// The same news as the pushes carry, without a push service in between.
@Service
public class AlertStream {

  /// The officer's changes after this position, the oldest first; waits for one, at most so long.
  public List<AlertChange> after(Actor officer, long position, Duration patience)
      throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /// Where the officer's stream stands now.
  public long position(Actor officer) {
    throw new UnsupportedOperationException();
  }
}
