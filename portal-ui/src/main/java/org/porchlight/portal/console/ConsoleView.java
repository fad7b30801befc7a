package org.porchlight.portal.console;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.porchlight.access.Around;
import org.porchlight.access.CameraNear;
import org.porchlight.access.OverrideAnswer;
import org.porchlight.access.Purpose;
import org.porchlight.evidence.RecordingAnswer;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Role;
import org.porchlight.incidents.DeskAnswer;
import org.porchlight.incidents.Incident;
import org.porchlight.incidents.IncidentDesk;
import org.porchlight.incidents.IncidentId;
import org.porchlight.kernel.Place;
import org.porchlight.portal.center.AgencyIncidents;
import org.porchlight.portal.center.Background;
import org.porchlight.portal.center.CenterNews;
import org.porchlight.portal.center.Topic;
import org.porchlight.portal.center.Viewer;
import org.porchlight.portal.center.Words;
import org.porchlight.portal.map.MapSettings;
import org.porchlight.portal.shell.ErrorText;
import org.porchlight.portal.shell.MainLayout;
import org.porchlight.portal.shell.Page;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraId;

/// The operator's console: open incidents, the map, the cameras that may be opened, live pictures.
///
/// Choosing an incident is a navigation, so that a link leads to it and the browser's back button
/// works; the page stays the same one, and its open pictures go on.
@Route(value = "console/:incident?", layout = MainLayout.class)
@Menu(title = "console.title", order = 10, icon = "vaadin:dashboard")
@RolesAllowed({"OPERATOR", "SUPERVISOR"})
@StyleSheet("context://map/center.css")
class ConsoleView extends Page
    implements BeforeEnterObserver,
        IncidentPanel.Wishes,
        CityPanel.Wishes,
        LiveTile.Wishes,
        AlarmsPanel.Wishes,
        OverrideDialog.Wishes {

  private static final long serialVersionUID = 1L;

  final IncidentList list;
  final IncidentPanel panel;
  final CityPanel city;
  final AlarmsPanel alarms;
  final ConsoleMap map;
  final LostCameras lost = new LostCameras();
  final Div wall = new Div();
  private final Section wallSection = new Section();
  private final Map<CameraId, LiveTile> tiles = new LinkedHashMap<>();
  private final Actor me;
  private final String watermark;
  private final AgencyIncidents incidents;
  private final Surroundings surroundings;
  private final IncidentDesk desk;
  private final LiveDesk live;
  private final OverrideDesk overrides;
  private final Background background;
  private final MapSettings settings;
  private final Clock clock;
  private @Nullable IncidentId chosen;

  ConsoleView(
      Viewer viewer,
      AgencyIncidents incidents,
      Surroundings surroundings,
      IncidentDesk desk,
      LiveDesk live,
      OverrideDesk overrides,
      CenterNews news,
      Background background,
      MapSettings settings,
      Clock clock) {
    super("console");
    useWholeWidth();
    addClassName("console");
    this.me = viewer.actor();
    this.watermark = viewer.watermark(me);
    this.incidents = incidents;
    this.surroundings = surroundings;
    this.desk = desk;
    this.live = live;
    this.overrides = overrides;
    this.background = background;
    this.settings = settings;
    this.clock = clock;
    list = new IncidentList(ConsoleNavigation::toIncident, this::openByHand);
    panel = new IncidentPanel(this);
    city = new CityPanel(this);
    alarms = new AlarmsPanel(this);
    map = new ConsoleMap(settings);
    map.map.addSelectListener(selected -> choose(selected.id()));

    var work = new Div(alarms, list, panel, city);
    work.addClassName("console-work");
    wallSection.addClassName("console-wall");
    wallSection.setAriaLabel(getTranslation("console.wall"));
    wall.addClassName("wall");
    wallSection.add(new H2(getTranslation("console.wall")), wall);
    wallSection.getElement().setAttribute("hidden", true);
    var scene = new Div(wallSection, map);
    scene.addClassName("console-scene");
    var board = new Div(work, scene);
    board.addClassName("console-board");
    add(lost, board);

    var police = surroundings.policeCameras(me);
    var readers = surroundings.readers();
    map.showSurroundings(police, readers);
    city.showCameras(police, surroundings.recorded(police));
    var cells = surroundings.cells(me);
    map.showCells(cells);
    city.showCells(cells);
    city.showReaders(readers, Words.of(UI.getCurrent()));
    showIncidents();
    showOfficers();
    showLost();
    showAlarms();
    news.follow(this, this::refresh);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent entering) {
    var named = incidents.named(me, entering);
    chosen = named.map(Incident::id).orElse(null);
    city.setVisible(named.isEmpty());
    if (named.isPresent()) {
      show(named.get());
    } else {
      panel.clear();
      map.clear();
    }
    showIncidents();
  }

  /// Something happened: look again at what may have changed, and at nothing else.
  void refresh(Set<Topic> topics) {
    if (topics.contains(Topic.INCIDENTS)) {
      showIncidents();
      shownAgain();
    }
    if (topics.contains(Topic.SHARING)) {
      chosenIncident().ifPresent(this::lookAgain);
    }
    if (topics.contains(Topic.ALERTS)) {
      showAlarms();
      chosenIncident().ifPresent(this::showTimeline);
    }
    if (topics.contains(Topic.POSITIONS)) {
      showOfficers();
    }
    if (topics.contains(Topic.FEEDS)) {
      showLost();
    }
  }

  private void showLost() {
    lost.show(surroundings.lost(me), Words.of(UI.getCurrent()));
  }

  private void showAlarms() {
    alarms.show(surroundings.alarms(me), Words.of(UI.getCurrent()));
  }

  private void showIncidents() {
    var open = incidents.open(me);
    list.show(open, clock.instant(), chosen);
    map.showIncidents(open);
  }

  private void showOfficers() {
    var officers = surroundings.officers();
    map.showOfficers(officers);
    city.showOfficers(officers, surroundings::name);
  }

  private void shownAgain() {
    chosenIncident()
        .ifPresent(incident -> {
          var waited = panel.chosen().filter(Incident::needsConfirmation).isPresent();
          panel.show(incident, clock.instant());
          showTimeline(incident);
          if (waited && !incident.needsConfirmation()) {
            // Now that a second person has confirmed it, its circle is wider.
            lookAgain(incident);
          }
        });
  }

  private void showTimeline(Incident incident) {
    panel.timeline.show(
        surroundings.timeline(incident.id()), Words.of(UI.getCurrent()), surroundings::name);
  }

  private Optional<Incident> chosenIncident() {
    return Optional.ofNullable(chosen).flatMap(id -> incidents.find(me, id));
  }

  private void show(Incident incident) {
    panel.show(incident, clock.instant());
    showTimeline(incident);
    lookAround(incident);
  }

  private void lookAround(Incident incident) {
    if (incident.isOpen()) {
      show(incident, surroundings.near(me, incident.id()));
    } else {
      show(incident, List.of());
    }
  }

  /// What is shown of it already may have changed.
  private void lookAgain(Incident incident) {
    if (incident.isOpen()) {
      show(incident, surroundings.nearAgain(me, incident.id()));
    }
  }

  private void show(Incident incident, Around around) {
    switch (around) {
      case Around.Seen(var near) -> show(incident, near);
      case Around.Refused _ -> show(incident, List.of());
      case Around.TooFast(var pause) -> {
        show(incident, List.of());
        panel.say("message-bad", getTranslation("around.tooFast", pause.toSeconds() + 1));
      }
    }
  }

  private void show(Incident incident, List<CameraNear> near) {
    var recorded = surroundings.recorded(near.stream().map(CameraNear::camera).toList());
    panel.showCameras(near, recorded, Words.of(UI.getCurrent()));
    map.showNear(incident, near);
  }

  private void choose(String marker) {
    if (marker.startsWith("i")) {
      ConsoleNavigation.toIncident(IncidentId.of(marker.substring(1)));
    } else if (marker.startsWith("c")) {
      var camera = CameraId.of(marker.substring(1));
      panel.focusCamera(camera);
      city.focusCamera(camera);
    }
  }

  private void openByHand() {
    new OpenIncidentDialog(
            desk, me, settings, incident -> ConsoleNavigation.toIncident(incident.id()))
        .open();
  }

  @Override
  public void open(CameraNear near, Purpose purpose) {
    var incident = panel.chosen().orElseThrow();
    open(near.camera(), incident, purpose)
        .ifPresent(refusal -> {
          panel.say("message-bad", refusal);
          lookAgain(incident);
        });
  }

  @Override
  public void open(Camera camera, Purpose purpose) {
    open(camera, null, purpose).ifPresent(refusal -> city.say("message-bad", refusal));
  }

  @Override
  public void override(CameraNear near) {
    new OverrideDialog(near.camera(), this).open();
  }

  @Override
  public OverrideAnswer override(Camera camera, Purpose purpose, String reason, String code) {
    return overrides.ask(me, camera, purpose, reason, code);
  }

  @Override
  public void overridden(Camera camera, Purpose purpose) {
    var incident = chosenIncident();
    open(camera, incident.orElse(null), purpose)
        .ifPresent(refusal -> panel.say("message-bad", refusal));
    incident.ifPresent(this::lookAgain);
  }

  @Override
  public void openAlarmed(Camera camera) {
    open(camera, null, Purpose.EMERGENCY_IN_PROGRESS).ifPresent(alarms::refused);
  }

  /// @return why not, in words
  private Optional<String> open(Camera camera, @Nullable Incident incident, Purpose purpose) {
    var known = tiles.get(camera.id());
    if (known != null && known.isLive()) {
      known.scrollIntoView();
      return Optional.empty();
    }
    return switch (live.open(me, camera.id(), purpose, incident == null ? null : incident.id())) {
      case LookAnswer.Open(var permit, var ticket) -> {
        var tile = new LiveTile(camera, incident, purpose, watermark, me.is(Role.SUPERVISOR), this);
        tile.recording.show(live.recording(camera.id()));
        if (known != null) {
          wall.remove(known);
        }
        tiles.put(camera.id(), tile);
        wall.addComponentAsFirst(tile);
        tile.show(permit, ticket);
        showWall();
        // On a phone the pictures are far below the list.
        tile.scrollIntoView();
        yield Optional.empty();
      }
      case LookAnswer.No(var reason) ->
          Optional.of(
              getTranslation(
                  "console.denied", camera.name(), getTranslation("reason." + reason.name())));
      case LookAnswer.TooFast(var pause) ->
          Optional.of(getTranslation("around.tooFast", pause.toSeconds() + 1));
    };
  }

  @Override
  public void point(Camera camera) {
    map.point(camera);
  }

  @Override
  public void point(Place place) {
    map.point(place);
  }

  @Override
  public void point(CameraNear near) {
    map.point(near.camera());
  }

  @Override
  public void confirm(Incident incident) {
    answer(desk.confirm(me, incident.id()));
  }

  @Override
  public void close(Incident incident) {
    var dialog = new ConfirmDialog();
    dialog.setHeader(getTranslation("console.close.sure", incident.number()));
    dialog.setText(getTranslation("console.close.what"));
    dialog.setCancelable(true);
    dialog.setCancelText(getTranslation("console.cancel"));
    dialog.setConfirmText(getTranslation("console.closeIncident"));
    dialog.addConfirmListener(_ -> answer(desk.close(me, incident.id())));
    dialog.open();
  }

  private void answer(DeskAnswer answer) {
    switch (answer) {
      case DeskAnswer.Done(var incident) -> {
        show(incident);
        showIncidents();
      }
      case DeskAnswer.Refused(var why) ->
          panel.say("message-bad", getTranslation("console.refused." + why.name()));
      case DeskAnswer.Invalid(var errors) ->
          panel.say("message-bad", ErrorText.of(this, errors.getFirst()));
    }
  }

  @Override
  public void openAgain(LiveTile tile) {
    switch (live.open(me, tile.camera.id(), tile.purpose, tile.incidentId())) {
      case LookAnswer.Open(var permit, var ticket) -> tile.show(permit, ticket);
      case LookAnswer.No(var reason) -> tile.refuse(reason);
      case LookAnswer.TooFast(var pause) -> tile.tooFast(pause);
    }
    showWall();
  }

  @Override
  public void save(LiveTile tile) {
    var window = tile.window.chosen();
    if (window.isEmpty()) {
      tile.save.setEnabled(true);
      return;
    }
    tile.saving();
    background.run(
        this,
        () -> live.save(me, tile.camera.id(), tile.purpose, tile.incidentId(), window.get()),
        tile::saved,
        tile::savingFailed);
  }

  @Override
  public void photograph(LiveTile tile) {
    background.run(
        this,
        () -> live.photo(me, tile.camera.id(), tile.purpose, tile.incidentId()),
        tile.photo::answer,
        tile.photo::failed);
  }

  @Override
  public void remove(LiveTile tile) {
    tile.permit().ifPresent(live::close);
    wall.remove(tile);
    tiles.remove(tile.camera.id(), tile);
    showWall();
  }

  @Override
  public void record(LiveTile tile) {
    var incident = tile.incidentId();
    if (incident == null) {
      return;
    }
    switch (live.record(me, tile.camera.id(), tile.purpose, incident)) {
      case RecordingAnswer.GoesOn(var recording) -> tile.recording.show(Optional.of(recording));
      case RecordingAnswer.No(var reason) ->
          tile.recording.refused(getTranslation("reason." + reason.name()));
    }
  }

  @Override
  public void stopRecording(LiveTile tile) {
    live.stopRecording(me, tile.camera.id());
    tile.recording.show(live.recording(tile.camera.id()));
  }

  @Override
  public void keepDays(LiveTile tile, int days) {
    var done = live.keepDays(me, tile.camera.id(), days);
    tile.recording.show(live.recording(tile.camera.id()));
    if (!done) {
      tile.recording.refused(getTranslation("console.record.mayNot"));
    }
  }

  @Override
  public void ended(LiveTile tile) {
    showWall();
  }

  private void showWall() {
    // Not setVisible: of what is invisible the browser is not told that a view was taken out of it.
    wallSection.getElement().setAttribute("hidden", tiles.isEmpty());
    map.showLive(
        tiles.values().stream()
            .filter(LiveTile::isLive)
            .map(tile -> tile.camera.id())
            .collect(Collectors.toSet()));
  }
}
