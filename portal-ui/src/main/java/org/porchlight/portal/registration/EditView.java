package org.porchlight.portal.registration;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
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
import org.porchlight.consent.Level;
import org.porchlight.consent.Sharing;
import org.porchlight.feeds.Arrivals;
import org.porchlight.identity.Actor;
import org.porchlight.kernel.FieldError;
import org.porchlight.portal.cameras.CamerasNavigation;
import org.porchlight.portal.center.Background;
import org.porchlight.portal.map.Cone;
import org.porchlight.portal.map.MapSettings;
import org.porchlight.portal.masks.MasksNavigation;
import org.porchlight.portal.shell.ErrorSummary;
import org.porchlight.portal.shell.ErrorText;
import org.porchlight.portal.shell.MainLayout;
import org.porchlight.portal.shell.Message;
import org.porchlight.portal.shell.Message.Tone;
import org.porchlight.portal.shell.Page;
import org.porchlight.portal.shell.When;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraConnections;
import org.porchlight.registry.CameraEdit;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.CertificatePin;
import org.porchlight.registry.ConnectionCheck;
import org.porchlight.registry.DialInAnswer;
import org.porchlight.registry.DialIns;
import org.porchlight.registry.EditAnswer;
import org.porchlight.registry.OwnerCameras;
import org.porchlight.registry.Sees;

/// Changes what is known about a camera, and how it is reached. What was typed stays when something
/// is refused; what it shares has a page of its own.
@Route(value = "cameras/:camera/edit", layout = MainLayout.class)
@RolesAllowed("OWNER")
class EditView extends Page implements BeforeEnterObserver {

  final TextField name = new TextField(getTranslation("edit.name"));
  final CheckboxGroup<Sees> sees = new CheckboxGroup<>(getTranslation("registration.sees"));
  final IntegerField overwriteDays = new IntegerField(getTranslation("registration.days"));
  final PlaceForm place;
  final ErrorSummary errors = new ErrorSummary();
  final Button save = new Button(getTranslation("cameras.save"));
  final ConnectionForm connection;
  final Button connect = new Button();
  final Button forget = new Button(getTranslation("edit.forget"));
  final Div said = new Div();
  final RadioButtonGroup<ConnectionWay> way = new RadioButtonGroup<>(getTranslation("dial-in.way"));
  final Button issue = new Button();
  final Anchor masks = new Anchor("", getTranslation("edit.masks"));

  private final OwnerCameras cameras;
  private final CameraConnections connections;
  private final DialIns dialIns;
  private final Arrivals arrivals;
  private final Sharing sharing;
  private final Background background;
  private final Actor owner;
  private final Section connectionSection = new Section();
  private final Paragraph connectionState = new Paragraph();
  private final Paragraph dialInText = new Paragraph(getTranslation("dial-in.text"));
  private final Div dialIn = new Div();
  private @Nullable Camera camera;

  EditView(
      OwnerCameras cameras,
      CameraConnections connections,
      DialIns dialIns,
      Arrivals arrivals,
      Sharing sharing,
      CameraTrial trial,
      Background background,
      MapSettings map,
      AuthenticationContext visitor) {
    super("edit");
    this.cameras = cameras;
    this.connections = connections;
    this.dialIns = dialIns;
    this.arrivals = arrivals;
    this.sharing = sharing;
    this.background = background;
    owner = visitor.getAuthenticatedUser(Actor.class).orElseThrow();
    place = new PlaceForm(map, List.of());
    connection = new ConnectionForm(trial, owner, this::confirmedFor, background);
    showLead();
    build();
  }

  private void build() {
    name.setRequiredIndicatorVisible(true);
    name.setManualValidation(true);
    sees.setItems(Sees.values());
    sees.setItemLabelGenerator(item -> getTranslation("registration.sees." + item));
    sees.setManualValidation(true);
    sees.addClassName("wrapping-choice");
    overwriteDays.setMin(1);
    overwriteDays.setMax(365);
    overwriteDays.setStepButtonsVisible(true);
    overwriteDays.setRequiredIndicatorVisible(true);
    overwriteDays.setManualValidation(true);
    save.addThemeVariants(ButtonVariant.PRIMARY);
    save.addClickListener(_ -> save());
    connect.setDisableOnClick(true);
    connect.addClickListener(_ -> connect());
    way.setItems(ConnectionWay.values());
    way.setItemLabelGenerator(item -> getTranslation("dial-in.way." + item));
    way.addValueChangeListener(_ -> showWay());
    issue.setDisableOnClick(true);
    issue.addClickListener(_ -> issue());
    dialInText.addClassName("soft");
    dialIn.addClassName("stack");
    forget.addThemeVariants(ButtonVariant.ERROR);
    forget.addClickListener(_ -> forget());
    connectionState.addClassName("soft");
    said.getElement().setAttribute("aria-live", "polite");
    var ways = new Div(save, masks, new Anchor("cameras", getTranslation("cameras.back")));
    ways.addClassName("row");
    add(panel(new Section(), "about", name, sees, overwriteDays, place, errors, ways));
    add(connectionSection);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent entering) {
    entering
        .getRouteParameters()
        .get("camera")
        .flatMap(this::find)
        .ifPresentOrElse(this::show, () -> entering.rerouteToError(NotFoundException.class));
  }

  private Optional<Camera> find(String id) {
    try {
      return cameras.find(owner, CameraId.of(id));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }

  private void show(Camera found) {
    camera = found;
    setHeading(getTranslation("edit.of", found.name()));
    name.setValue(found.name());
    masks.setHref(MasksNavigation.masksOf(found.id()));
    sees.setValue(found.sees());
    overwriteDays.setValue(found.overwriteDays());
    place.showOnly(found.place());
    var view = found.view();
    if (view != null) {
      place.setCone(new Cone(view.bearing(), view.angle(), view.rangeMetres()));
    }
    showConnection(found);
  }

  private void showConnection(Camera found) {
    connectionSection.removeAll();
    var level = sharing.current(found.id()).map(consent -> consent.terms().level());
    if (level.filter(Level.REGISTERED::equals).isPresent()) {
      panel(
          connectionSection,
          "connection",
          new Paragraph(getTranslation("edit.registered")),
          new Anchor(CamerasNavigation.sharingOf(found.id()), getTranslation("cameras.change")));
      return;
    }
    var path = dialIns.pathOf(owner, found.id());
    way.setVisible(arrivals.isOpen() || path.isPresent());
    way.setValue(path.isPresent() ? ConnectionWay.DIAL_IN : ConnectionWay.CONNECT);
    dialIn.removeAll();
    path.ifPresent(known -> dialIn.add(new DialInCard(arrivals.addressesOf(known))));
    connectionState.setText(stateOf(found, path.isPresent()));
    connect.setText(getTranslation(found.connected() ? "edit.replace" : "edit.connect"));
    forget.setVisible(found.connected());
    issue.setText(getTranslation(path.isPresent() ? "dial-in.renew" : "dial-in.issue"));
    showWay();
    var ways = new Div(connect, issue, forget);
    ways.addClassName("row");
    panel(
        connectionSection,
        "connection",
        connectionState,
        way,
        connection,
        dialInText,
        said,
        dialIn,
        ways);
  }

  private String stateOf(Camera found, boolean dialsIn) {
    if (!dialsIn) {
      return getTranslation(found.connected() ? "edit.connected" : "edit.not-connected");
    }
    return arrivals
        .of(found.id())
        .map(here ->
            getTranslation(
                here.taken() ? "dial-in.here.taken" : "dial-in.here", When.of(here.since())))
        .orElseGet(() -> getTranslation("dial-in.absent"));
  }

  private void showWay() {
    var dialsIn = way.getValue() == ConnectionWay.DIAL_IN;
    connection.setVisible(!dialsIn);
    connect.setVisible(!dialsIn);
    dialInText.setVisible(dialsIn);
    dialIn.setVisible(dialsIn);
    issue.setVisible(dialsIn && arrivals.isOpen());
  }

  private void issue() {
    issue.setEnabled(true);
    var edited = camera;
    if (edited == null) {
      return;
    }
    switch (dialIns.issue(owner, edited.id())) {
      case DialInAnswer.Issued issued -> {
        connectionChanged("dial-in.issued");
        dialIn.removeAll();
        dialIn.add(new DialInCard(issued, arrivals.addressesOf(issued.path())));
      }
      case DialInAnswer.Refused(var error) -> {
        said.removeAll();
        said.add(new Message(Tone.BAD, ErrorText.of(this, error)));
      }
    }
  }

  private Section panel(Section section, String key, Component... content) {
    section.add(new H2(getTranslation("edit.section." + key)));
    section.addClassNames("panel", "stack");
    section.add(content);
    return section;
  }

  private void save() {
    clearErrors();
    var edited = camera;
    if (edited != null) {
      show(
          cameras.edit(
              owner,
              edited.id(),
              new CameraEdit(
                  name.getValue(),
                  place.place().orElse(null),
                  place.view().orElse(null),
                  sees.getValue(),
                  overwriteDays.getValue(),
                  edited.version())));
    }
  }

  private void show(EditAnswer answer) {
    switch (answer) {
      case EditAnswer.Changed(var changed) -> {
        var before = camera;
        var hidden = before != null && before.proved() && !changed.proved();
        Notification.show(getTranslation(hidden ? "edit.saved.not-proved" : "edit.saved"));
        CamerasNavigation.toCameras();
      }
      case EditAnswer.Invalid(var wrong) -> {
        var lines = new ArrayList<ErrorSummary.Line>();
        wrong.forEach(error -> lines.add(line(error)));
        errors.show(lines);
      }
      case EditAnswer.Outdated(var now) -> {
        // Whoever saves again has read this, and means it.
        camera = now;
        errors.show(
            List.of(new ErrorSummary.Line(getTranslation("edit.outdated", now.name()), null)));
      }
    }
  }

  private ErrorSummary.Line line(FieldError error) {
    var text = ErrorText.of(this, error);
    return switch (error.field()) {
      case "name" -> mark(name, text, name);
      case "sees" -> mark(sees, text, null);
      case "overwriteDays" -> mark(overwriteDays, text, overwriteDays);
      case "place" -> {
        place.markPlace(text);
        yield new ErrorSummary.Line(text, place.here);
      }
      default -> new ErrorSummary.Line(text, null);
    };
  }

  private static ErrorSummary.Line mark(
      HasValidation field, String text, @Nullable Focusable<?> focus) {
    field.setErrorMessage(text);
    field.setInvalid(true);
    return new ErrorSummary.Line(text, focus);
  }

  private void clearErrors() {
    List.<HasValidation>of(name, sees, overwriteDays).forEach(field -> field.setInvalid(false));
    place.clearErrors();
    errors.show(List.of());
  }

  private Optional<CertificatePin> confirmedFor(String address) {
    var edited = camera;
    return edited == null ? Optional.empty() : connections.confirmed(owner, edited.id(), address);
  }

  private void connect() {
    said.removeAll();
    connection.clearErrors();
    var edited = camera;
    var stream = connection.stream();
    if (edited == null || stream.isEmpty()) {
      connection.mark(FieldError.of("stream.address", "registration.stream.empty")).focus();
      connect.setEnabled(true);
      return;
    }
    if (connection.isUndecided()) {
      said.add(new Message(Tone.BAD, getTranslation("registration.stream.certificate.undecided")));
      connect.setEnabled(true);
      return;
    }
    // The name in the address is resolved, which may take a while.
    background.run(
        this,
        () -> connections.set(owner, edited.id(), stream.get()),
        this::connected,
        () -> {
          connect.setEnabled(true);
          said.add(new Message(Tone.BAD, getTranslation("edit.failed")));
        });
  }

  private void connected(ConnectionCheck check) {
    connect.setEnabled(true);
    switch (check) {
      case ConnectionCheck.Fine _ -> {
        connection.forgetWhatWasTyped();
        connectionChanged("edit.connection.saved");
      }
      case ConnectionCheck.Refused(var error) -> connection.mark(error).focus();
    }
  }

  private void forget() {
    var edited = camera;
    if (edited != null) {
      connections.forget(owner, edited.id());
      connectionChanged("edit.connection.forgotten");
    }
  }

  /// What else was typed on the page stays.
  private void connectionChanged(String key) {
    var edited = camera;
    if (edited != null) {
      cameras.find(owner, edited.id()).ifPresent(this::showConnection);
    }
    said.removeAll();
    said.add(new Message(Tone.GOOD, getTranslation(key)));
    // The button that was pressed was drawn anew: who types goes on from what is said.
    said.getElement().setAttribute("tabindex", "-1");
    said.getElement().executeJs("if (document.activeElement === document.body) this.focus()");
  }
}
