package org.porchlight.portal.signup;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.textfield.TextFieldBase;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import java.util.List;
import org.porchlight.identity.OrganisationKind;
import org.porchlight.identity.SignUp;
import org.porchlight.identity.SignUpAnswer;
import org.porchlight.identity.SignUpAnswer.Accepted;
import org.porchlight.identity.SignUpAnswer.Refused;
import org.porchlight.portal.shell.Languages;
import org.porchlight.portal.shell.Message;
import org.porchlight.portal.shell.Message.Tone;
import org.porchlight.portal.shell.Page;
import org.porchlight.portal.shell.PlainLink;
import org.porchlight.portal.shell.PublicLayout;
import org.porchlight.portal.shell.RequestSource;
import org.springframework.beans.factory.annotation.Value;

/// Asks for an account. What was typed stays when something is refused.
@Route(value = "signup", layout = PublicLayout.class)
@AnonymousAllowed
class SignupView extends Page {

  private static final List<OrganisationKind> KINDS =
      List.of(
          OrganisationKind.RESIDENT,
          OrganisationKind.BUSINESS,
          OrganisationKind.HOUSING_AUTHORITY,
          OrganisationKind.SCHOOL,
          OrganisationKind.FAITH,
          OrganisationKind.OTHER);

  final EmailField email = new EmailField(getTranslation("signup.email"));
  final PasswordField password = new PasswordField(getTranslation("signup.password"));
  final TextField displayName = new TextField(getTranslation("signup.name"));
  final Select<OrganisationKind> kind = new Select<>();
  final Button submit = new Button(getTranslation("signup.submit"));
  final Div answer = new Div();

  private final Div form = new Div();
  private final SignUp signUp;
  private final boolean demo;

  SignupView(SignUp signUp, @Value("${porchlight.demo:false}") boolean demo) {
    super("signup");
    this.signUp = signUp;
    this.demo = demo;
    showLead();
    build();
    add(new Paragraph(new Anchor("register", getTranslation("front.resident"))), form, answer);
  }

  private void build() {
    email.setRequiredIndicatorVisible(true);
    email.setAutocomplete(Autocomplete.EMAIL);
    email.setManualValidation(true);
    email.focus();
    password.setRequiredIndicatorVisible(true);
    password.setAutocomplete(Autocomplete.NEW_PASSWORD);
    password.setHelperText(getTranslation("signup.password.help"));
    password.setManualValidation(true);
    displayName.setHelperText(getTranslation("signup.name.help"));
    displayName.setAutocomplete(Autocomplete.NAME);
    displayName.setManualValidation(true);
    kind.setLabel(getTranslation("signup.kind"));
    kind.setItems(KINDS);
    kind.setItemLabelGenerator(item -> getTranslation("signup.kind." + item));
    kind.setValue(OrganisationKind.RESIDENT);
    submit.addThemeVariants(ButtonVariant.PRIMARY);
    submit.addClickListener(_ -> ask());
    submit.addClickShortcut(Key.ENTER);
    form.addClassNames("panel", "stack", "narrow-form");
    form.add(
        email,
        password,
        kind,
        displayName,
        submit,
        new Paragraph(new PlainLink("login", getTranslation("signup.have-account"))));
  }

  private void ask() {
    List.of(email, password, displayName).forEach(field -> field.setInvalid(false));
    answer.removeAll();
    var said =
        signUp.request(
            email.getValue(),
            password.getValue(),
            displayName.isEmpty() ? null : displayName.getValue(),
            kind.getValue(),
            Languages.shown(),
            RequestSource.address());
    show(said);
  }

  private void show(SignUpAnswer said) {
    switch (said) {
      case Accepted() -> checkYourMail();
      case Refused(var field, var why) -> refuse(field, getTranslation("signup.refused." + why));
    }
  }

  private void refuse(String field, String text) {
    switch (field) {
      case "email" -> mark(email, text);
      case "password" -> mark(password, text);
      case "displayName" -> mark(displayName, text);
      default -> answer.add(new Message(Tone.BAD, text));
    }
  }

  private static void mark(TextFieldBase<?, String> field, String text) {
    field.setErrorMessage(text);
    field.setInvalid(true);
    field.focus();
  }

  private void checkYourMail() {
    form.setVisible(false);
    var box =
        new Message(
            Tone.GOOD,
            new H2(getTranslation("signup.mail.title")),
            new Paragraph(getTranslation("signup.mail.text", email.getValue())),
            new Paragraph(getTranslation("signup.mail.nothing")));
    if (demo) {
      box.add(new Paragraph(new Anchor("demo/mail", getTranslation("signup.mail.demo"))));
    }
    answer.add(box);
  }
}
