package org.porchlight.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import org.porchlight.access.AlarmPressed;
import org.porchlight.registry.Camera;
import org.porchlight.registry.PoliceRegistry;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// Puts an owner's alarm on the desk of the agency, as an alert that waits for a person to look.
/// Nobody is sent before somebody has.
@Component
class AlarmAlerts {

  private final JdbcAlerts alerts;
  private final PoliceRegistry cameras;
  private final AlertLog log;
  private final AlertNews news;

  AlarmAlerts(JdbcAlerts alerts, PoliceRegistry cameras, AlertLog log, AlertNews news) {
    this.alerts = alerts;
    this.cameras = cameras;
    this.log = log;
    this.news = news;
  }

  /// May be told again: it stays one alert.
  @ApplicationModuleListener
  void on(AlarmPressed pressed) {
    var named = pressed.alarm() + "/" + pressed.agency();
    var id = new AlertId(UUID.nameUUIDFromBytes(named.getBytes(UTF_8)));
    var place = cameras.find(pressed.camera()).map(Camera::place);
    if (place.isEmpty() || alerts.find(id).isPresent()) {
      return;
    }
    var alert =
        new NewAlert(AlertKind.OWNER_ALARM, Severity.EMERGENCY, place.get(), null, null, "");
    alerts.add(id, alert, pressed.agency(), pressed.by(), new AlertState.Created(pressed.at()));
    log.arrived(pressed.by(), pressed.agency(), id, alert);
    news.publish(new AlertRaised(id, pressed.at()));
  }
}
