package org.porchlight.portal.registration;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import org.porchlight.consent.CameraDraft;
import org.porchlight.consent.CameraRegistration;
import org.porchlight.consent.Drafts;
import org.porchlight.consent.Level;
import org.porchlight.feeds.Arrivals;
import org.porchlight.identity.Actor;
import org.porchlight.kernel.FieldError;
import org.porchlight.portal.cameras.TermsForm;
import org.porchlight.portal.center.Background;
import org.porchlight.portal.map.MapSettings;
import org.porchlight.portal.shell.ErrorSummary;
import org.porchlight.portal.shell.ErrorText;
import org.porchlight.portal.shell.MainLayout;
import org.porchlight.portal.shell.Message;
import org.porchlight.portal.shell.Message.Tone;
import org.porchlight.portal.shell.Page;
import org.porchlight.registry.AddressSearch;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.DialInAnswer;
import org.porchlight.registry.DialIns;
import org.porchlight.registry.NewCamera;
import org.porchlight.registry.OwnerCameras;
import org.porchlight.registry.Ownership;
import org.porchlight.registry.RegistrationAnswer;
import org.porchlight.registry.RegistrationAnswer.Invalid;
import org.porchlight.registry.RegistrationAnswer.Registered;
import org.porchlight.registry.Relation;
import org.porchlight.registry.Sees;

/// Registers a camera with its first consent. What was typed stays when something is refused.
@Route(value = RegistrationNavigation.NEW_CAMERA, layout = MainLayout.class)
@Menu(title = "registration.menu", order = 20, icon = "vaadin:plus-circle")
@RolesAllowed("OWNER")
class RegistrationView extends Page implements BeforeEnterObserver {

  final CameraForm camera;
  final PlaceForm place;
  final RadioButtonGroup<Relation> relation;
  final CheckboxGroup<Sees> sees;
  final TermsForm terms;
  final RadioButtonGroup<ConnectionWay> way = new RadioButtonGroup<>(getTranslation("dial-in.way"));
  final ConnectionForm connection;
  final ErrorSummary errors = new ErrorSummary();
  final Button register = new Button(getTranslation("registration.submit"));
  final Div kept = new Div();
  final Div form = new Div();
  final Div done = new Div();

  private final CameraRegistration registration;
  private final DialIns dialIns;
  private final Arrivals arrivals;
  private final Drafts drafts;
  private final Actor owner;
  private final Section connectionSection;
  private final Paragraph dialInText = new Paragraph(getTranslation("dial-in.later"));

  RegistrationView(
      CameraRegistration registration,
      OwnerCameras cameras,
      CameraTrial trial,
      DialIns dialIns,
      Arrivals arrivals,
      Background background,
      AddressSearch search,
      Drafts drafts,
      MapSettings map,
      AuthenticationContext visitor) {
    super("registration");
    this.registration = registration;
    this.dialIns = dialIns;
    this.arrivals = arrivals;
    owner = visitor.getAuthenticatedUser(Actor.class).orElseThrow();
    this.drafts = drafts;
    camera = new CameraForm(map, cameras.sitesOf(owner));
    camera.place.searchBy(search, background);
    place = camera.place;
    relation = camera.relation;
    sees = camera.sees;
    terms = camera.terms;
    connection = new ConnectionForm(trial, owner, background);
    dialInText.addClassName("soft");
    connectionSection = section("connect", way, connection, dialInText);
    build();
    showLead();
    form.add(kept, camera, connectionSection, errors, register);
    form.addClassName("stack");
    add(form, done);
  }

  private void build() {
    camera.whenTyped(() -> drafts.keep(owner, camera.draft()));
    connectionSection.setVisible(false);
    way.setItems(ConnectionWay.values());
    way.setItemLabelGenerator(item -> getTranslation("dial-in.way." + item));
    way.setValue(ConnectionWay.CONNECT);
    way.setVisible(arrivals.isOpen());
    dialInText.setVisible(false);
    way.addValueChangeListener(_ -> {
      connection.setVisible(!dialsIn());
      dialInText.setVisible(dialsIn());
    });
    terms.level.addValueChangeListener(chosen ->
        connectionSection.setVisible(
            chosen.getValue() != null && chosen.getValue() != Level.REGISTERED));
    register.addThemeVariants(ButtonVariant.PRIMARY);
    register.addClassName("big-button");
    register.addClickListener(_ -> register());
  }

  private Section section(String key, Component... content) {
    var section = new Section(new H2(getTranslation("registration.section." + key)));
    section.addClassNames("panel", "stack");
    section.add(content);
    return section;
  }

  private void register() {
    clearErrors();
    var missing = missing();
    missing.addAll(terms.missing());
    var agreed = terms.terms();
    if (!missing.isEmpty() || agreed.isEmpty()) {
      errors.show(missing);
      return;
    }
    show(registration.register(owner, typed(), agreed.get()));
  }

  /// The required fields that were left empty, all at once and without asking the use case.
  private List<ErrorSummary.Line> missing() {
    var missing = new ArrayList<>(camera.missing());
    if (connectionSection.isVisible() && !dialsIn() && connection.isUndecided()) {
      missing.add(
          new ErrorSummary.Line(
              getTranslation("registration.stream.certificate.undecided"), connection.address));
    }
    return missing;
  }

  private NewCamera typed() {
    var site = place.site.getValue();
    var name = camera.name;
    return new NewCamera(
        site == null ? null : site.id(),
        site == null ? place.address.getValue() : null,
        place.place().orElse(null),
        site == null ? relation.getValue() : null,
        sees.getValue(),
        camera.overwriteDays.getValue(),
        name.isEmpty() ? null : name.getValue(),
        place.view().orElse(null),
        Ownership.PRIVATE,
        connectionSection.isVisible() && !dialsIn() ? connection.stream().orElse(null) : null);
  }

  private void show(RegistrationAnswer answer) {
    switch (answer) {
      case Registered(var registered, _) -> {
        thank();
        if (connectionSection.isVisible() && dialsIn()) {
          issue(registered);
        }
      }
      case Invalid(var wrong) -> {
        var lines = new ArrayList<ErrorSummary.Line>();
        wrong.forEach(error -> lines.add(line(error)));
        errors.show(lines);
      }
    }
  }

  private boolean dialsIn() {
    return way.getValue() == ConnectionWay.DIAL_IN;
  }

  /// The camera is registered whatever comes of this; it can be asked for again on its page.
  private void issue(CameraId registered) {
    switch (dialIns.issue(owner, registered)) {
      case DialInAnswer.Issued issued -> {
        var section =
            section("dial-in", new DialInCard(issued, arrivals.addressesOf(issued.path())));
        done.addComponentAtIndex(1, section);
      }
      case DialInAnswer.Refused(var error) ->
          done.add(new Message(Tone.BAD, ErrorText.of(this, error)));
    }
  }

  private ErrorSummary.Line line(FieldError error) {
    return switch (error.field()) {
      case "stream.user", "stream", "stream.address" ->
          new ErrorSummary.Line(ErrorText.of(this, error), connection.mark(error));
      default -> camera.line(error);
    };
  }

  private void clearErrors() {
    camera.clearErrors();
    connection.clearErrors();
    errors.show(List.of());
  }

  /// What was typed before the log-in, with a link from a mail, or before the session ended.
  @Override
  public void beforeEnter(BeforeEnterEvent entering) {
    var link = entering.getLocation().getQueryParameters().getSingleParameter("draft");
    link.flatMap(token -> drafts.ofLink(owner, token))
        .or(() -> drafts.kept(owner))
        .ifPresent(this::show);
  }

  private void show(CameraDraft draft) {
    camera.show(draft);
    var anew =
        new Button(
            getTranslation("front.kept.anew"),
            _ -> {
              drafts.forget(owner);
              // Without the link, which would bring it back.
              getUI().ifPresent(ui -> ui.getPage().setLocation(RegistrationNavigation.NEW_CAMERA));
            });
    kept.removeAll();
    kept.add(new Message(Tone.CALM, new Paragraph(getTranslation("front.kept")), anew));
  }

  private void thank() {
    form.setVisible(false);
    drafts.forget(owner);
    connection.forgetWhatWasTyped();
    var mine = new Anchor("cameras", getTranslation("registration.done.cameras"));
    mine.addClassNames("button-link", "button-link-primary");
    var another = new Button(getTranslation("registration.done.another"), _ -> startOver());
    var ways = new Div(mine, another);
    ways.addClassName("row");
    var title = new H2(getTranslation("registration.done.title"));
    title.getElement().setAttribute("tabindex", "-1");
    done.removeAll();
    done.add(
        new Message(Tone.GOOD, title, new Paragraph(getTranslation("registration.done.text"))),
        ways);
    done.addClassName("stack");
    // The form was longer: without this, people stand at the end of what they have not read.
    title.getElement().callJsFunction("focus");
  }

  private void startOver() {
    getUI().ifPresent(ui -> ui.refreshCurrentRoute(false));
  }
}
