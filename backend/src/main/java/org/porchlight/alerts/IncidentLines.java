package org.porchlight.alerts;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.PersonId;
import org.porchlight.incidents.Timeline;
import org.porchlight.incidents.TimelineEntry;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// Writes into an incident's timeline what became of its alerts.
@Component
class IncidentLines {

  private final JdbcAlerts alerts;
  private final Timeline timeline;

  IncidentLines(JdbcAlerts alerts, Timeline timeline) {
    this.alerts = alerts;
    this.timeline = timeline;
  }

  @ApplicationModuleListener
  void on(AlertRaised raised) {
    var alert = alerts.find(raised.alert()).orElseThrow();
    add(
        alert,
        "alert.raised",
        raised.at(),
        null,
        Map.of("kind", alert.kind().name(), "severity", alert.severity().name()));
  }

  @ApplicationModuleListener
  void on(AlertAccepted accepted) {
    var alert = alerts.find(accepted.alert()).orElseThrow();
    add(alert, "alert.accepted", accepted.at(), accepted.officer(), Map.of());
  }

  @ApplicationModuleListener
  void on(AlertClosed closed) {
    var alert = alerts.find(closed.alert()).orElseThrow();
    add(
        alert,
        "alert.closed",
        closed.at(),
        alert.officer(),
        Map.of("outcome", closed.outcome().name()));
  }

  private void add(
      AlertRow alert,
      String kind,
      Instant at,
      @Nullable PersonId who,
      Map<String, String> details) {
    if (alert.incident() != null) {
      timeline.add(
          alert.incident(), new TimelineEntry(at, kind, who, details), kind + ":" + alert.id());
    }
  }
}
