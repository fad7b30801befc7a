package org.porchlight.portal.registration;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import com.vaadin.flow.spring.security.AuthenticationContext;
import java.util.ArrayList;
import java.util.List;
import org.porchlight.consent.FirstCamera;
import org.porchlight.consent.FirstCameraAnswer;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Role;
import org.porchlight.kernel.FieldError;
import org.porchlight.portal.center.Background;
import org.porchlight.portal.map.MapSettings;
import org.porchlight.portal.shell.ErrorSummary;
import org.porchlight.portal.shell.ErrorText;
import org.porchlight.portal.shell.Message;
import org.porchlight.portal.shell.Message.Tone;
import org.porchlight.portal.shell.Page;
import org.porchlight.portal.shell.PlainLink;
import org.porchlight.portal.shell.PublicLayout;
import org.porchlight.portal.shell.RequestSource;
import org.porchlight.registry.AddressSearch;
import org.springframework.beans.factory.annotation.Value;

/// Where a resident registers a camera without having an account: six things, one page, one mail.
/// What was typed stays when something is refused.
@Route(value = RegistrationNavigation.FIRST_CAMERA, layout = PublicLayout.class)
@AnonymousAllowed
class FrontDoorView extends Page implements BeforeEnterObserver {

  final CameraForm camera;
  final EmailField email = new EmailField(getTranslation("signup.email"));
  final ErrorSummary errors = new ErrorSummary();
  final Button register = new Button(getTranslation("front.submit"));
  final Div form = new Div();
  final Div answer = new Div();

  private final FirstCamera firstCamera;
  private final AuthenticationContext visitor;
  private final boolean demo;

  FrontDoorView(
      FirstCamera firstCamera,
      AddressSearch search,
      Background background,
      MapSettings map,
      AuthenticationContext visitor,
      @Value("${porchlight.demo:false}") boolean demo) {
    super("front");
    this.firstCamera = firstCamera;
    this.visitor = visitor;
    this.demo = demo;
    showLead();
    camera = new CameraForm(map, List.of());
    camera.leaveOutTheRest();
    camera.place.searchBy(search, background);
    email.setRequiredIndicatorVisible(true);
    email.setAutocomplete(Autocomplete.EMAIL);
    email.setHelperText(getTranslation("front.email.help"));
    email.setManualValidation(true);
    register.addThemeVariants(ButtonVariant.PRIMARY);
    register.addClassName("big-button");
    register.addClickListener(_ -> register());
    var who = new Section(new H2(getTranslation("front.section.who")), email);
    who.addClassNames("panel", "stack");
    var others =
        new Div(
            new Paragraph(new PlainLink("login", getTranslation("signup.have-account"))),
            new Paragraph(new Anchor("signup", getTranslation("front.organization"))));
    form.addClassName("stack");
    form.add(camera, who, errors, register, others);
    add(form, answer);
  }

  /// Whoever is logged in has the same form with everything else in it.
  @Override
  public void beforeEnter(BeforeEnterEvent entering) {
    if (visitor.getAuthenticatedUser(Actor.class).filter(it -> it.is(Role.OWNER)).isPresent()) {
      entering.forwardTo(RegistrationView.class);
    }
  }

  private void register() {
    camera.clearErrors();
    email.setInvalid(false);
    errors.show(List.of());
    var missing = new ArrayList<>(camera.missing());
    missing.addAll(camera.terms.missing());
    if (email.getValue().isBlank()) {
      missing.add(line(FieldError.of("email", "signup.refused.EMAIL_INVALID")));
    }
    if (!missing.isEmpty()) {
      errors.show(missing);
      return;
    }
    switch (firstCamera.leave(email.getValue(), camera.draft(), RequestSource.address())) {
      case FirstCameraAnswer.CheckYourMail() -> checkYourMail();
      case FirstCameraAnswer.Invalid(var wrong) ->
          errors.show(wrong.stream().map(this::line).toList());
    }
  }

  private ErrorSummary.Line line(FieldError error) {
    return error.field().equals("email")
        ? CameraForm.mark(email, ErrorText.of(this, error), email)
        : camera.line(error);
  }

  private void checkYourMail() {
    form.setVisible(false);
    var title = new H2(getTranslation("signup.mail.title"));
    title.getElement().setAttribute("tabindex", "-1");
    var box =
        new Message(
            Tone.GOOD,
            title,
            new Paragraph(getTranslation("front.mail.text", email.getValue())),
            new Paragraph(getTranslation("signup.mail.nothing")));
    if (demo) {
      box.add(new Paragraph(new Anchor("demo/mail", getTranslation("signup.mail.demo"))));
    }
    answer.add(box);
    // The form was longer: without this, people stand at the end of what they have not read.
    title.getElement().callJsFunction("focus");
  }
}
