package org.porchlight.portal.console;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.porchlight.access.CameraNear;
import org.porchlight.access.Ground;
import org.porchlight.access.Verdict;
import org.porchlight.incidents.Incident;
import org.porchlight.kernel.Place;
import org.porchlight.patrol.OnDuty;
import org.porchlight.plates.Reader;
import org.porchlight.portal.map.CameraMap;
import org.porchlight.portal.map.Cone;
import org.porchlight.portal.map.LegendEntry;
import org.porchlight.portal.map.MapMarker;
import org.porchlight.portal.map.MapMarker.Kind;
import org.porchlight.portal.map.MapMarker.State;
import org.porchlight.portal.map.MapSettings;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraCell;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.Ownership;

/// The console's map with what each sign on it means.
final class ConsoleMap extends Section {

  private static final long serialVersionUID = 1L;

  /// How far around a chosen incident the map shows at least.
  private static final double AROUND = 300;

  final CameraMap map;
  private List<Incident> incidents = List.of();
  private List<CameraNear> near = List.of();
  private List<Camera> police = List.of();
  private List<CameraCell> cells = List.of();
  private List<Reader> readers = List.of();
  private List<OnDuty> officers = List.of();
  private Set<CameraId> live = Set.of();
  private @Nullable Incident chosen;
  private List<MapMarker> drawn = List.of();

  ConsoleMap(MapSettings settings) {
    addClassName("console-map");
    setAriaLabel(getTranslation("console.map"));
    map = new CameraMap(settings);
    map.setAccessibleName(getTranslation("console.map.help"));
    map.setLegend(legend());
    add(map);
  }

  void showIncidents(List<Incident> all) {
    incidents = all;
    draw();
  }

  void showSurroundings(List<Camera> policeCameras, List<Reader> all) {
    police = policeCameras;
    readers = all;
    draw();
  }

  /// All that is shown of the cameras of owners while no incident is chosen.
  void showCells(List<CameraCell> all) {
    cells = all;
    draw();
  }

  void showOfficers(List<OnDuty> onDuty) {
    officers = onDuty;
    draw();
  }

  void showLive(Set<CameraId> open) {
    live = open;
    draw();
  }

  /// Moves to the incident when another one is chosen.
  void showNear(Incident incident, List<CameraNear> cameras) {
    var moved = chosen == null || !chosen.id().equals(incident.id());
    chosen = incident;
    near = cameras;
    draw();
    map.select("i" + incident.id());
    var reach = reach(cameras);
    map.setCircle(incident.place(), reach);
    if (moved) {
      map.fit(List.of(incident.place().walk(reach, 315), incident.place().walk(reach, 135)));
    }
  }

  /// The circle that holds every camera that this incident opens. The police's own may be opened
  /// from anywhere and would only make it wide.
  private static double reach(List<CameraNear> cameras) {
    return cameras.stream()
        .filter(camera ->
            camera.verdict() instanceof Verdict.MayOpen(Ground ground)
                && ground instanceof Ground.OpenIncident)
        .mapToDouble(camera -> camera.metres() + 30)
        .reduce(AROUND, Math::max);
  }

  void clear() {
    chosen = null;
    near = List.of();
    map.select(null);
    map.clearCircle();
    draw();
  }

  void point(Place place) {
    map.focus(place, 16);
  }

  void point(Camera camera) {
    map.select("c" + camera.id());
    map.focus(camera.place(), 18);
  }

  private void draw() {
    var markers = new ArrayList<MapMarker>();
    var verdicts = new HashMap<CameraId, CameraNear>();
    near.forEach(camera -> verdicts.put(camera.camera().id(), camera));
    if (chosen == null) {
      cells.forEach(cell -> markers.add(marker(cell, this)));
    }
    police.stream()
        .filter(camera -> !verdicts.containsKey(camera.id()))
        .forEach(camera -> markers.add(marker(camera, State.NORMAL, camera.name())));
    near.forEach(camera -> markers.add(marker(camera)));
    readers.forEach(reader -> markers.add(marker(reader)));
    officers.stream().flatMap(this::marker).forEach(markers::add);
    incidents.forEach(incident -> markers.add(marker(incident)));
    if (!markers.equals(drawn)) {
      drawn = markers;
      map.setMarkers(markers);
    }
  }

  private MapMarker marker(CameraNear camera) {
    return switch (camera.verdict()) {
      case Verdict.MayOpen _ when !camera.camera().connected() ->
          marker(
              camera.camera(),
              State.OFFLINE,
              camera.camera().name() + ": " + getTranslation("console.notConnected"));
      case Verdict.MayOpen _ ->
          marker(
              camera.camera(),
              State.OPEN,
              camera.camera().name() + ": " + getTranslation("console.mayOpen"));
      case Verdict.MayNot(var reason) ->
          marker(
              camera.camera(),
              State.CLOSED,
              camera.camera().name() + ": " + getTranslation("reason." + reason.name()));
    };
  }

  private MapMarker marker(Camera camera, State state, String label) {
    var view = camera.view();
    return MapMarker.of(
            "c" + camera.id(),
            camera.ownership() == Ownership.POLICE ? Kind.POLICE : Kind.CAMERA,
            live.contains(camera.id()) ? State.LIVE : state,
            camera.place(),
            label)
        .looking(view == null ? null : new Cone(view.bearing(), view.angle(), view.rangeMetres()));
  }

  static MapMarker marker(CameraCell cell, Component shownBy) {
    return MapMarker.of(
            "z" + cell.row() + "," + cell.column(),
            Kind.CELL,
            State.NORMAL,
            cell.middle(),
            shownBy.getTranslation("around.cell", cell.atLeast()))
        .numbered(String.valueOf(Math.min(99, cell.atLeast())));
  }

  private MapMarker marker(Reader reader) {
    return MapMarker.of(
        "r" + reader.id(),
        Kind.READER,
        State.NORMAL,
        reader.place(),
        getTranslation("console.reader", reader.name()));
  }

  private Stream<MapMarker> marker(OnDuty officer) {
    var place = officer.place();
    if (place == null) {
      return Stream.of();
    }
    var busy = officer.commitment() != null;
    return Stream.of(
        MapMarker.of(
            "o" + officer.person(),
            Kind.OFFICER,
            busy ? State.BUSY : State.NORMAL,
            place,
            getTranslation(busy ? "console.officer.busy" : "console.officer.free")));
  }

  private MapMarker marker(Incident incident) {
    return MapMarker.of(
            "i" + incident.id(),
            Kind.INCIDENT,
            State.NORMAL,
            incident.place(),
            getTranslation(
                "console.incident", incident.priority(), incident.kind(), incident.address()))
        .numbered(String.valueOf(incident.priority()));
  }

  private List<LegendEntry> legend() {
    return List.of(
        entry(Kind.INCIDENT, State.NORMAL, "incident"),
        entry(Kind.CAMERA, State.OPEN, "open"),
        entry(Kind.CAMERA, State.CLOSED, "closed"),
        entry(Kind.POLICE, State.NORMAL, "police"),
        new LegendEntry(Kind.CELL, State.NORMAL, getTranslation("around.cell.legend")),
        entry(Kind.READER, State.NORMAL, "reader"),
        entry(Kind.OFFICER, State.NORMAL, "officer"));
  }

  private LegendEntry entry(Kind kind, State state, String name) {
    return new LegendEntry(kind, state, getTranslation("console.legend." + name));
  }
}
