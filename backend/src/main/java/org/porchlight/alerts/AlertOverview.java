package org.porchlight.alerts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.porchlight.incidents.IncidentId;
import org.springframework.stereotype.Service;

/// What the alerts desk shows.
@Service
public class AlertOverview {

  /// Alerts that are not closed, the newest first.
  public List<AlertLine> open(int limit) {
    throw new UnsupportedOperationException();
  }

  /// All alerts raised before an instant, the newest first; null for now.
  public List<AlertLine> page(@Nullable Instant before, int limit) {
    throw new UnsupportedOperationException();
  }

  public List<AlertLine> ofIncident(IncidentId incident) {
    throw new UnsupportedOperationException();
  }

  public AlertLine find(AlertId id) {
    throw new UnsupportedOperationException();
  }

  /// Who was asked, in the order in which they were.
  public List<OfferLine> offers(AlertId id) {
    throw new UnsupportedOperationException();
  }
}
