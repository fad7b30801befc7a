package org.porchlight.portal.health;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.CameraHealth;
import org.porchlight.feeds.OutageMails;
import org.porchlight.identity.Actor;
import org.porchlight.portal.registration.RegistrationNavigation;
import org.porchlight.portal.shell.MainLayout;
import org.porchlight.portal.shell.Page;
import org.porchlight.portal.shell.Refresh;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.OwnerCameras;

/// How an owner's own camera fares, and whether a mail comes when it is lost.
@Route(value = "cameras/:camera/health", layout = MainLayout.class)
@RolesAllowed("OWNER")
class CameraHealthView extends Page implements BeforeEnterObserver {

  private static final long serialVersionUID = 1L;

  static final Duration EVERY = Duration.ofSeconds(5);

  final HealthPanel panel = new HealthPanel();
  final Checkbox mails = new Checkbox(getTranslation("health.mails"));

  private final OwnerCameras cameras;
  private final CameraHealth health;
  private final Clock clock;
  private final Actor owner;
  private final Div links = new Div();
  private @Nullable Camera camera;

  CameraHealthView(
      OwnerCameras cameras,
      CameraHealth health,
      OutageMails outageMails,
      Refresh refresh,
      Clock clock,
      AuthenticationContext visitor) {
    super("health.camera");
    this.cameras = cameras;
    this.health = health;
    this.clock = clock;
    owner = visitor.getAuthenticatedUser(Actor.class).orElseThrow();
    var words = new HealthWords(UI.getCurrent());
    mails.setHelperText(
        getTranslation(
            "health.mails.help",
            words.plain(outageMails.after()),
            words.plain(outageMails.pause())));
    mails.setValue(outageMails.areWanted(owner));
    mails.addValueChangeListener(change -> {
      if (change.isFromClient()) {
        outageMails.want(owner, change.getValue());
      }
    });
    var letters = new Section(mails);
    letters.addClassName("panel");
    links.addClassName("row");
    add(panel, letters, links);
    refresh.whileShown(this, EVERY, this::show);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent entering) {
    var found = entering.getRouteParameters().get("camera").flatMap(this::find);
    if (found.isEmpty()) {
      entering.rerouteToError(NotFoundException.class);
      return;
    }
    camera = found.get();
    setHeading(getTranslation("health.camera.of", camera.name()));
    links.removeAll();
    links.add(
        new Anchor(
            RegistrationNavigation.editOf(camera.id()), getTranslation("health.change-address")),
        new Anchor("cameras", getTranslation("cameras.back")));
    show();
  }

  private Optional<Camera> find(String id) {
    try {
      return cameras.find(owner, CameraId.of(id));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }

  private void show() {
    var shown = camera;
    if (shown == null) {
      return;
    }
    var now = clock.instant();
    var since = Week.begin(now, new HealthWords(UI.getCurrent()).words().zone());
    panel.show(
        new HealthPanel.Shown(
            health.lines(List.of(shown)).getFirst(),
            health.hours(shown.id(), since),
            health.outages(shown.id(), since)),
        now);
  }
}
