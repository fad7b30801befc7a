package org.porchlight.alerts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.Actor;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.Role;
import org.porchlight.incidents.IncidentId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What the alerts desk shows: the alerts of the agency that somebody works for. Operators and
/// supervisors only, else [MayNotRaise]; alerts of others are not there.
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
  public List<AlertLine> open(Actor who, int limit) {
    return overview.open(desk(who), Math.clamp(limit, 1, LONGEST));
  }

  /// All alerts raised before an instant, the newest first; null for now; at most 500.
  public List<AlertLine> page(Actor who, @Nullable Instant before, int limit) {
    return overview.page(desk(who), before == null ? END : before, Math.clamp(limit, 1, LONGEST));
  }

  /// Those of one incident, the newest first.
  public List<AlertLine> ofIncident(Actor who, IncidentId incident) {
    return overview.ofIncident(desk(who), incident);
  }

  /// One alert, else [AlertNotFound].
  public AlertLine find(Actor who, AlertId id) {
    return overview.find(desk(who), id).orElseThrow(() -> new AlertNotFound(id));
  }

  /// Who was asked, in the order in which they were.
  public List<OfferLine> offers(Actor who, AlertId id) {
    return overview.offers(desk(who), id);
  }

  private static OrganisationId desk(Actor who) {
    if (!who.is(Role.OPERATOR) && !who.is(Role.SUPERVISOR)) {
      throw new MayNotRaise();
    }
    return who.organisation();
  }
}
