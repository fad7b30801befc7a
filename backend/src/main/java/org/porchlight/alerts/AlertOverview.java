package org.porchlight.alerts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.porchlight.incidents.IncidentId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What the alerts desk shows. Callers see to it that operators and supervisors are asking.
@Service
@Transactional(readOnly = true)
public class AlertOverview {

  private static final int LONGEST = 500;

  /// Later than any alert, and still a time that the database can hold.
  private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

  private final JdbcAlertOverview overview;

  AlertOverview(JdbcAlertOverview overview) {
    this.overview = overview;
  }

  /// Alerts that are not closed, the newest first; at most 500.
  public List<AlertLine> open(int limit) {
    return overview.open(Math.clamp(limit, 1, LONGEST));
  }

  /// All alerts raised before an instant, the newest first; null for now; at most 500.
  public List<AlertLine> page(@Nullable Instant before, int limit) {
    return overview.page(before == null ? END : before, Math.clamp(limit, 1, LONGEST));
  }

  /// Those of one incident, the newest first.
  public List<AlertLine> ofIncident(IncidentId incident) {
    return overview.ofIncident(incident);
  }

  /// One alert, else [AlertNotFound].
  public AlertLine find(AlertId id) {
    return overview.find(id).orElseThrow(() -> new AlertNotFound(id));
  }

  /// Who was asked, in the order in which they were.
  public List<OfferLine> offers(AlertId id) {
    return overview.offers(id);
  }
}
