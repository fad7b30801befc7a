package org.porchlight.portal.registration;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.ProbeAnswer;
import org.porchlight.feeds.SnapshotAnswer;
import org.porchlight.feeds.Tried;
import org.porchlight.identity.Actor;
import org.porchlight.kernel.FieldError;
import org.porchlight.portal.center.Background;
import org.porchlight.portal.shell.ErrorText;
import org.porchlight.portal.shell.Message;
import org.porchlight.portal.shell.Message.Tone;
import org.porchlight.registry.CertificatePin;
import org.porchlight.registry.NewCamera;

/// How to reach the picture. What is typed here can be replaced later, and never read again.
class ConnectionForm extends Div {

  final TextField address = new TextField(getTranslation("registration.stream.address"));
  final TextField user = new TextField(getTranslation("registration.stream.user"));
  final PasswordField password = new PasswordField(getTranslation("registration.stream.password"));
  final Button tryIt =
      new Button(getTranslation("registration.stream.try"), VaadinIcon.PLAY.create());
  final Div answer = new Div();
  final Button confirm = new Button();

  final AddressHelp help;

  private @Nullable CertificatePin shown;
  private @Nullable CertificatePin confirmed;

  /// For a camera of which nothing is known yet.
  ConnectionForm(CameraTrial trial, Actor owner, Background background) {
    this(trial, owner, _ -> Optional.empty(), background);
  }

  /// @param known the certificate that was confirmed before for what is typed as address
  ConnectionForm(
      CameraTrial trial,
      Actor owner,
      Function<String, Optional<CertificatePin>> known,
      Background background) {
    help = new AddressHelp(stream -> trial.search(owner, stream), background, new ForHelp());
    addClassName("stack");
    address.setHelperText(getTranslation("registration.stream.address.help"));
    address.setPlaceholder("rtsp://203.0.113.20:554/stream1");
    address.setMaxLength(512);
    address.setManualValidation(true);
    user.setAutocomplete(Autocomplete.OFF);
    user.setManualValidation(true);
    password.setAutocomplete(Autocomplete.NEW_PASSWORD);
    password.setRevealButtonVisible(true);
    var login = new Div(user, password);
    login.addClassName("fields");
    tryIt.setDisableOnClick(true);
    tryIt.addClickListener(_ -> attempt(stream -> trial.of(owner, stream), background));
    address.addValueChangeListener(typed -> begin(known.apply(typed.getValue()).orElse(null)));
    confirm.addClickListener(_ -> {
      confirmed = shown;
      attempt(stream -> trial.of(owner, stream), background);
    });
    answer.getElement().setAttribute("aria-live", "polite");
    answer.addClassName("stack");
    add(address, login, soft("registration.stream.secret"), help, tryIt, answer);
  }

  private final class ForHelp implements AddressHelp.Outer {

    @Override
    public NewCamera.Stream withLogin(String service, @Nullable CertificatePin known) {
      return typed(service, known);
    }

    @Override
    public void refuseLogin(FieldError error) {
      mark(error).focus();
    }

    @Override
    public void use(String found) {
      clearErrors();
      address.setValue(found);
      answer.removeAll();
      answer.add(new Message(Tone.CALM, getTranslation("registration.find.used")));
      tryIt.focus();
    }
  }

  /// What was typed; empty when the camera is not to be connected.
  Optional<NewCamera.Stream> stream() {
    if (address.getValue().isBlank()) {
      return Optional.empty();
    }
    return Optional.of(typed(address.getValue(), confirmed));
  }

  private NewCamera.Stream typed(String at, @Nullable CertificatePin certificate) {
    return new NewCamera.Stream(
        at,
        user.isEmpty() ? null : user.getValue(),
        password.isEmpty() ? null : password.getValue(),
        certificate);
  }

  /// It is kept sealed from now on, so it does not stand here either.
  void forgetWhatWasTyped() {
    address.clear();
    user.clear();
    password.clear();
    begin(null);
    help.forgetWhatWasTyped();
  }

  /// What was said of another address holds no longer.
  private void begin(@Nullable CertificatePin known) {
    confirmed = known;
    shown = null;
    answer.removeAll();
  }

  /// Whether the camera shows a certificate that it is not known by: no picture would come.
  boolean isUndecided() {
    return shown != null && !shown.equals(confirmed);
  }

  void clearErrors() {
    address.setInvalid(false);
    user.setInvalid(false);
  }

  private void attempt(
      Function<NewCamera.Stream, CameraTrial.Outcome> trial, Background background) {
    clearErrors();
    shown = null;
    answer.removeAll();
    stream()
        .ifPresentOrElse(
            stream -> {
              answer.add(new Message(Tone.CALM, getTranslation("registration.stream.trying")));
              var asked = address.getValue();
              background.run(
                  this,
                  () -> trial.apply(stream),
                  said -> tell(said, asked),
                  () ->
                      tell(
                          new CameraTrial.Outcome.Answered(
                              new Tried(ProbeAnswer.DOES_NOT_ANSWER, null)),
                          asked));
            },
            () -> {
              mark(FieldError.of("stream.address", "registration.stream.empty")).focus();
              tryIt.setEnabled(true);
            });
  }

  /// @param asked the address that was tried; nothing is said of it when another one stands there
  private void tell(CameraTrial.Outcome said, String asked) {
    tryIt.setEnabled(true);
    if (!asked.equals(address.getValue())) {
      return;
    }
    answer.removeAll();
    // The button that was pressed was off meanwhile, or is gone: who types goes on from there.
    tryIt.getElement().executeJs("if (document.activeElement === document.body) this.focus()");
    switch (said) {
      case CameraTrial.Outcome.Refused(var error) -> mark(error).focus();
      case CameraTrial.Outcome.Answered(Tried(var how, var certificate, var picture)) -> {
        if (certificate == null) {
          say(how);
          if (how == ProbeAnswer.OK) {
            show(picture);
          }
        } else {
          show(certificate);
        }
      }
    }
  }

  private void say(ProbeAnswer how) {
    answer.add(
        new Message(how == ProbeAnswer.OK ? Tone.GOOD : Tone.BAD, getTranslation(how.key())));
    if (how == ProbeAnswer.OK && confirmed != null) {
      answer.add(soft("registration.stream.certificate.confirmed"));
    }
  }

  /// The picture goes to this page only, inside the page: it has no address.
  private void show(SnapshotAnswer.@Nullable Taken picture) {
    if (picture == null) {
      answer.add(soft("registration.stream.picture.none"));
      return;
    }
    var image =
        new Image(
            "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(picture.jpeg()),
            getTranslation("registration.stream.picture.alt"));
    image.addClassName("tried-picture");
    image.setWidth(picture.width() + "px");
    var question = new Paragraph(getTranslation("registration.stream.picture.question"));
    question.addClassName("told-apart");
    answer.add(image, question, soft("registration.stream.picture.not-mine"));
  }

  private Paragraph soft(String key) {
    var words = new Paragraph(getTranslation(key));
    words.addClassName("soft");
    return words;
  }

  /// Lets the person compare it with what the camera says of itself. Nothing was sent to the
  /// camera.
  private void show(CertificatePin certificate) {
    shown = certificate;
    var why = confirmed == null ? "unknown" : "changed";
    confirm.setText(
        getTranslation(
            confirmed == null
                ? "registration.stream.certificate.confirm"
                : "registration.stream.certificate.confirm.changed"));
    var fingerprint = new Code(certificate.readable());
    fingerprint.addClassName("fingerprint");
    answer.add(
        new Message(
            Tone.BAD,
            new Paragraph(getTranslation("registration.stream.certificate." + why)),
            new Paragraph(
                new Text(getTranslation("registration.stream.certificate.fingerprint") + " "),
                fingerprint)),
        confirm);
  }

  /// Shows what is wrong at the field where it can be corrected.
  TextField mark(FieldError error) {
    var field = error.field().equals("stream.user") ? user : address;
    field.setErrorMessage(ErrorText.of(this, error));
    field.setInvalid(true);
    return field;
  }
}
