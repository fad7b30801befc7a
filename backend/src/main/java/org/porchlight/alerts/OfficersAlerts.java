package org.porchlight.alerts;

import org.jspecify.annotations.Nullable;
import org.porchlight.identity.Actor;
import org.springframework.stereotype.Service;

/// What an officer may read: the alerts that were offered to this officer, and no others.
@Service
public class OfficersAlerts {

  /// The newest first.
  ///
  /// @param cursor from the page before; null for the first page
  public AlertPage page(Actor officer, @Nullable String cursor, int limit) {
    throw new UnsupportedOperationException();
  }

  /// One alert. Logged.
  public OfficersAlert read(Actor officer, AlertId id) {
    throw new UnsupportedOperationException();
  }
}
