package org.porchlight.portal.health;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.CameraHealth;
import org.porchlight.feeds.HealthBoard;
import org.porchlight.feeds.HealthLine;
import org.porchlight.identity.Actor;
import org.porchlight.portal.shell.CurrentActor;
import org.porchlight.portal.shell.MainLayout;
import org.porchlight.portal.shell.Page;
import org.porchlight.portal.shell.Refresh;
import org.porchlight.registry.CameraId;

/// How one camera of the board fares. A camera that is not on the reader's board does not exist.
@Route(value = "health/:camera", layout = MainLayout.class)
@RolesAllowed({"OPERATOR", "SUPERVISOR", "HOUSING_MANAGER", "ADMINISTRATOR"})
class BoardCameraView extends Page implements BeforeEnterObserver {

  private static final long serialVersionUID = 1L;

  final HealthPanel panel = new HealthPanel();

  private final HealthBoard board;
  private final CameraHealth health;
  private final Clock clock;
  private final Actor me;
  private @Nullable CameraId camera;

  BoardCameraView(
      HealthBoard board, CameraHealth health, Refresh refresh, Clock clock, CurrentActor visitor) {
    super("health.camera");
    this.board = board;
    this.health = health;
    this.clock = clock;
    me = visitor.get();
    add(panel, new Anchor(HealthBoardView.PATH, getTranslation("health.back")));
    refresh.whileShown(this, CameraHealthView.EVERY, () -> line().ifPresent(this::show));
  }

  @Override
  public void beforeEnter(BeforeEnterEvent entering) {
    camera = entering.getRouteParameters().get("camera").flatMap(BoardCameraView::id).orElse(null);
    var line = line();
    if (line.isEmpty()) {
      entering.rerouteToError(NotFoundException.class);
      return;
    }
    setHeading(getTranslation("health.camera.of", line.get().camera().name()));
    show(line.get());
  }

  private static Optional<CameraId> id(String text) {
    try {
      return Optional.of(CameraId.of(text));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }

  private Optional<HealthLine> line() {
    return board.of(me).stream().filter(line -> line.camera().id().equals(camera)).findFirst();
  }

  private void show(HealthLine line) {
    var now = clock.instant();
    var since = Week.begin(now, new HealthWords(UI.getCurrent()).words().zone());
    var id = line.camera().id();
    panel.show(
        new HealthPanel.Shown(line, health.hours(id, since), health.outages(id, since)), now);
  }
}
