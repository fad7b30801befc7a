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
import org.porchlight.access.CameraNear;
import org.porchlight.access.Purpose;
import org.porchlight.identity.Actor;
import org.porchlight.incidents.DeskAnswer;
import org.porchlight.incidents.Incident;
import org.porchlight.incidents.IncidentDesk;
import org.porchlight.incidents.IncidentId;
import org.porchlight.portal.center.Background;
import org.porchlight.portal.center.CenterNews;
import org.porchlight.portal.center.Topic;
import org.porchlight.portal.center.Viewer;
import org.porchlight.portal.center.Words;
import org.porchlight.portal.map.MapSettings;
import org.porchlight.portal.shell.MainLayout;
import org.porchlight.portal.shell.Page;
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
    implements BeforeEnterObserver, IncidentPanel.Wishes, LiveTile.Wishes {

  private static final long serialVersionUID = 1L;

  final IncidentList list;
  final IncidentPanel panel;
  final ConsoleMap map;
  final Div wall = new Div();
  private final Section wallSection = new Section();
  private final Map<CameraId, LiveTile> tiles = new LinkedHashMap<>();
  private final Actor me;
  private final String watermark;
  private final Surroundings surroundings;
  private final IncidentDesk desk;
  private final LiveDesk live;
  private final Background background;
  private final MapSettings settings;
  private final Clock clock;
  private List<Incident> open = List.of();
  private @Nullable IncidentId chosen;

  ConsoleView(
      Viewer viewer,
      Surroundings surroundings,
      IncidentDesk desk,
      LiveDesk live,
      CenterNews news,
      Background background,
      MapSettings settings,
      Clock clock) {
    super("console");
    useWholeWidth();
    addClassName("console");
    this.me = viewer.actor();
    this.watermark = viewer.watermark(me);
    this.surroundings = surroundings;
    this.desk = desk;
    this.live = live;
    this.background = background;
    this.settings = settings;
    this.clock = clock;
    list = new IncidentList(ConsoleNavigation::toIncident, this::openByHand);
    panel = new IncidentPanel(this);
    map = new ConsoleMap(settings);
    map.map.addSelectListener(selected -> choose(selected.id()));

    var work = new Div(list, panel);
    work.addClassName("console-work");
    wallSection.addClassName("console-wall");
    wallSection.setAriaLabel(getTranslation("console.wall"));
    wall.addClassName("wall");
    wallSection.add(new H2(getTranslation("console.wall")), wall);
    wallSection.setVisible(false);
    var scene = new Div(map, wallSection);
    scene.addClassName("console-scene");
    var board = new Div(work, scene);
    board.addClassName("console-board");
    add(board);

    map.showSurroundings(surroundings.policeCameras(), surroundings.readers());
    showIncidents();
    map.showOfficers(surroundings.officers());
    news.follow(this, this::refresh);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent entering) {
    var wanted =
        entering.getRouteParameters().get(ConsoleNavigation.INCIDENT).flatMap(ConsoleView::id);
    chosen = wanted.orElse(null);
    var incident = wanted.flatMap(surroundings::incident);
    if (incident.isPresent()) {
      show(incident.get());
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
      chosenIncident().filter(Incident::isOpen).ifPresent(this::lookAround);
    }
    if (topics.contains(Topic.POSITIONS)) {
      map.showOfficers(surroundings.officers());
    }
  }

  private void showIncidents() {
    open = surroundings.openIncidents(me);
    list.show(open, clock.instant(), chosen);
    map.showIncidents(open);
  }

  private void shownAgain() {
    chosenIncident().ifPresent(incident -> panel.show(incident, clock.instant()));
  }

  private Optional<Incident> chosenIncident() {
    return Optional.ofNullable(chosen).flatMap(surroundings::incident);
  }

  private void show(Incident incident) {
    panel.show(incident, clock.instant());
    lookAround(incident);
  }

  private void lookAround(Incident incident) {
    var near = incident.isOpen() ? surroundings.near(me, incident.id()) : List.<CameraNear>of();
    panel.showCameras(near, Words.of(UI.getCurrent()));
    map.showNear(incident, near);
  }

  private void choose(String marker) {
    if (marker.startsWith("i")) {
      ConsoleNavigation.toIncident(IncidentId.of(marker.substring(1)));
    } else if (marker.startsWith("c")) {
      panel.focusCamera(CameraId.of(marker.substring(1)));
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
    var known = tiles.get(near.camera().id());
    if (known != null && known.isLive()) {
      known.scrollIntoView();
      return;
    }
    switch (live.open(me, near.camera().id(), purpose, incident.id())) {
      case LookAnswer.Open(_, var ticket) -> {
        var tile = new LiveTile(near.camera(), incident, purpose, watermark, this);
        if (known != null) {
          wall.remove(known);
        }
        tiles.put(near.camera().id(), tile);
        wall.addComponentAsFirst(tile);
        tile.show(ticket);
        showWall();
      }
      case LookAnswer.No(var reason) -> {
        panel.say(
            "message-bad",
            getTranslation(
                "console.denied", near.camera().name(), getTranslation("reason." + reason.name())));
        lookAround(incident);
      }
    }
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
          panel.say("message-bad", FieldErrors.words(this, errors.getFirst()));
    }
  }

  @Override
  public void openAgain(LiveTile tile) {
    switch (live.open(me, tile.camera.id(), tile.purpose, tile.incident.id())) {
      case LookAnswer.Open(_, var ticket) -> tile.show(ticket);
      case LookAnswer.No(var reason) -> tile.refuse(reason);
    }
    showWall();
  }

  @Override
  public void save(LiveTile tile) {
    tile.saving();
    background.run(
        this,
        () -> live.save(me, tile.camera.id(), tile.purpose, tile.incident.id()),
        tile::saved,
        tile::savingFailed);
  }

  @Override
  public void remove(LiveTile tile) {
    wall.remove(tile);
    tiles.remove(tile.camera.id(), tile);
    showWall();
  }

  @Override
  public void ended(LiveTile tile) {
    showWall();
  }

  private void showWall() {
    wallSection.setVisible(!tiles.isEmpty());
    map.showLive(
        tiles.values().stream()
            .filter(LiveTile::isLive)
            .map(tile -> tile.camera.id())
            .collect(Collectors.toSet()));
  }

  private static Optional<IncidentId> id(String text) {
    try {
      return Optional.of(IncidentId.of(text));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }
}
