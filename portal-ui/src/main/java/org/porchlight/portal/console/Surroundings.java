package org.porchlight.portal.console;

import java.util.List;
import java.util.Optional;
import org.porchlight.access.CameraNear;
import org.porchlight.access.CamerasNear;
import org.porchlight.identity.Actor;
import org.porchlight.incidents.Incident;
import org.porchlight.incidents.IncidentId;
import org.porchlight.incidents.Incidents;
import org.porchlight.patrol.Duty;
import org.porchlight.patrol.OnDuty;
import org.porchlight.plates.Reader;
import org.porchlight.plates.Readers;
import org.porchlight.portal.map.MapSettings;
import org.porchlight.registry.Camera;
import org.porchlight.registry.Ownership;
import org.porchlight.registry.PoliceRegistry;
import org.springframework.stereotype.Component;

/// What the console's map and lists show, gathered from the modules that know it.
@Component
class Surroundings {

  /// As far as the registry answers.
  private static final double CITY = 5_000;

  private static final int MOST = 1_000;

  private final Incidents incidents;
  private final CamerasNear camerasNear;
  private final PoliceRegistry registry;
  private final Readers readers;
  private final Duty duty;
  private final MapSettings settings;

  Surroundings(
      Incidents incidents,
      CamerasNear camerasNear,
      PoliceRegistry registry,
      Readers readers,
      Duty duty,
      MapSettings settings) {
    this.incidents = incidents;
    this.camerasNear = camerasNear;
    this.registry = registry;
    this.readers = readers;
    this.duty = duty;
    this.settings = settings;
  }

  List<Incident> openIncidents(Actor who) {
    return incidents.openOf(who.organisation());
  }

  Optional<Incident> incident(IncidentId id) {
    return incidents.find(id);
  }

  List<CameraNear> near(Actor who, IncidentId incident) {
    return camerasNear.of(who, incident);
  }

  /// The agency's own cameras. Those of owners are seen inside an incident's circle and nowhere
  /// else (rule R5).
  List<Camera> policeCameras() {
    return registry.within(settings.start(), CITY, MOST).stream()
        .filter(camera -> camera.ownership() == Ownership.POLICE)
        .toList();
  }

  List<Reader> readers() {
    return readers.all();
  }

  List<OnDuty> officers() {
    return duty.now();
  }
}
