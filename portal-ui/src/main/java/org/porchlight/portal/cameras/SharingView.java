package org.porchlight.portal.cameras;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.porchlight.consent.ConsentAnswer;
import org.porchlight.consent.Sharing;
import org.porchlight.identity.Actor;
import org.porchlight.portal.shell.ErrorSummary;
import org.porchlight.portal.shell.ErrorText;
import org.porchlight.portal.shell.MainLayout;
import org.porchlight.portal.shell.Page;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.OwnerCameras;
import org.porchlight.registry.Ownership;

/// Changes what one camera shares: a new version of its consent.
@Route(value = "cameras/:camera/sharing", layout = MainLayout.class)
@RolesAllowed("OWNER")
class SharingView extends Page implements BeforeEnterObserver {

  final TermsForm terms = new TermsForm();
  final ErrorSummary errors = new ErrorSummary();
  final Button save = new Button(getTranslation("cameras.save"));

  private final OwnerCameras cameras;
  private final Sharing sharing;
  private final Actor owner;
  private @Nullable Camera camera;

  SharingView(OwnerCameras cameras, Sharing sharing, AuthenticationContext visitor) {
    super("cameras.sharing");
    this.cameras = cameras;
    this.sharing = sharing;
    owner = visitor.getAuthenticatedUser(Actor.class).orElseThrow();
    showLead();
    save.addThemeVariants(ButtonVariant.PRIMARY);
    save.addClickListener(_ -> save());
    var actions = new Div(save, new Anchor("cameras", getTranslation("cameras.back")));
    actions.addClassName("row");
    var panel = new Section(terms, errors, actions);
    panel.addClassNames("panel", "stack");
    add(panel);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent entering) {
    var found = entering.getRouteParameters().get("camera").flatMap(this::find);
    if (found.isEmpty()) {
      entering.rerouteToError(NotFoundException.class);
      return;
    }
    camera = found.get();
    setHeading(getTranslation("cameras.sharing.of", camera.name()));
    sharing.current(camera.id()).ifPresent(consent -> terms.show(consent.terms()));
    if (camera.ownership() == Ownership.POLICE) {
      terms.leaveOutSound();
    }
  }

  private Optional<Camera> find(String id) {
    try {
      return cameras.find(owner, CameraId.of(id));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }

  private void save() {
    var missing = terms.missing();
    errors.show(missing);
    var changed = camera;
    if (missing.isEmpty() && changed != null) {
      terms.terms().ifPresent(agreed -> show(sharing.give(owner, changed.id(), agreed)));
    }
  }

  private void show(ConsentAnswer answer) {
    switch (answer) {
      case ConsentAnswer.Given _ -> {
        Notification.show(getTranslation("cameras.saved"));
        CamerasNavigation.toCameras();
      }
      case ConsentAnswer.Invalid(var wrong) -> {
        List<ErrorSummary.Line> lines = new ArrayList<>();
        wrong.forEach(error ->
            lines.add(
                terms
                    .mark(error)
                    .orElseGet(() -> new ErrorSummary.Line(ErrorText.of(this, error), null))));
        errors.show(lines);
      }
    }
  }
}
