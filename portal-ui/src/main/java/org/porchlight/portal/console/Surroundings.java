package org.porchlight.portal.console;

import java.util.List;
import java.util.Set;
import org.porchlight.access.AgencyCameras;
import org.porchlight.access.AlarmAtDesk;
import org.porchlight.access.Alarms;
import org.porchlight.access.Around;
import org.porchlight.access.CamerasNear;
import org.porchlight.access.CityCells;
import org.porchlight.evidence.Recordings;
import org.porchlight.feeds.HealthBoard;
import org.porchlight.feeds.HealthLine;
import org.porchlight.identity.Actor;
import org.porchlight.identity.People;
import org.porchlight.identity.PersonId;
import org.porchlight.incidents.IncidentId;
import org.porchlight.incidents.Timeline;
import org.porchlight.incidents.TimelineEntry;
import org.porchlight.patrol.Duty;
import org.porchlight.patrol.OnDuty;
import org.porchlight.plates.Reader;
import org.porchlight.plates.Readers;
import org.porchlight.portal.center.Names;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraCell;
import org.porchlight.registry.CameraId;
import org.springframework.stereotype.Component;

/// What the console's map and lists show, gathered from the modules that know it.
@Component
class Surroundings {

  private final CamerasNear camerasNear;
  private final Alarms alarms;
  private final AgencyCameras agencyCameras;
  private final CityCells cells;
  private final Readers readers;
  private final Duty duty;
  private final People people;
  private final Timeline timeline;
  private final Recordings recordings;
  private final HealthBoard health;

  Surroundings(
      CamerasNear camerasNear,
      Alarms alarms,
      AgencyCameras agencyCameras,
      CityCells cells,
      Readers readers,
      Duty duty,
      People people,
      Timeline timeline,
      Recordings recordings,
      HealthBoard health) {
    this.camerasNear = camerasNear;
    this.alarms = alarms;
    this.agencyCameras = agencyCameras;
    this.cells = cells;
    this.readers = readers;
    this.duty = duty;
    this.people = people;
    this.timeline = timeline;
    this.recordings = recordings;
    this.health = health;
  }

  /// Looks around: counted and logged.
  Around near(Actor who, IncidentId incident) {
    return camerasNear.around(who, incident);
  }

  /// What a page that shows it already draws again.
  Around nearAgain(Actor who, IncidentId incident) {
    return camerasNear.again(who, incident);
  }

  /// The owners' alarms that are on.
  List<AlarmAtDesk> alarms(Actor who) {
    return alarms.atDeskOf(who);
  }

  List<Camera> policeCameras(Actor who) {
    return agencyCameras.of(who);
  }

  /// About how many cameras of owners are where.
  List<CameraCell> cells(Actor who) {
    return cells.of(who);
  }

  /// Those of them that there is a recording of.
  Set<CameraId> recorded(List<Camera> cameras) {
    return recordings.recorded(cameras.stream().map(Camera::id).toList());
  }

  /// The police's own cameras that should have a picture and have none.
  List<HealthLine> lost(Actor who) {
    return health.of(who).stream()
        .filter(line -> line.standing() == HealthLine.Standing.LOST)
        .toList();
  }

  List<Reader> readers() {
    return readers.all().stream().filter(Reader::active).toList();
  }

  List<OnDuty> officers() {
    return duty.now();
  }

  /// What happened in the incident, oldest first.
  List<TimelineEntry> timeline(IncidentId incident) {
    return timeline.of(incident);
  }

  String name(PersonId person) {
    return Names.of(people, person);
  }
}
