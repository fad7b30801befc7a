package org.porchlight.portal.registration;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.ProbeAnswer;
import org.porchlight.feeds.StreamsFound;
import org.porchlight.kernel.FieldError;
import org.porchlight.portal.center.Background;
import org.porchlight.portal.shell.ErrorText;
import org.porchlight.portal.shell.Message;
import org.porchlight.portal.shell.Message.Tone;
import org.porchlight.registry.CertificatePin;
import org.porchlight.registry.NewCamera;

/// For owners who do not know the stream address: the camera itself is asked by ONVIF, and for many
/// makers there is a description.
class AddressHelp extends Details {

  private static final int USUAL_PORT = 80;
  private static final Set<Integer> SECURE_PORTS = Set.of(443, 8443);

  /// What this form asks of the one that it stands in.
  interface Outer {

    /// User and password as typed there, with this address.
    NewCamera.Stream withLogin(String address, @Nullable CertificatePin confirmed);

    /// A user or password that cannot be used is shown at its field there.
    void refuseLogin(FieldError error);

    /// Takes over an address.
    void use(String address);
  }

  final TextField host = new TextField(getTranslation("registration.find.host"));
  final IntegerField port = new IntegerField(getTranslation("registration.find.port"));
  final Button ask =
      new Button(getTranslation("registration.find.ask"), VaadinIcon.SEARCH.create());
  final Div found = new Div();
  final Button confirm = new Button(getTranslation("registration.stream.certificate.confirm"));

  final MakerHelp makers;

  private final Function<NewCamera.Stream, CameraTrial.Search> search;
  private final Background background;
  private final Outer outer;
  private @Nullable CertificatePin shown;
  private @Nullable CertificatePin confirmed;

  AddressHelp(
      Function<NewCamera.Stream, CameraTrial.Search> search, Background background, Outer outer) {
    this.search = search;
    this.background = background;
    this.outer = outer;
    makers =
        new MakerHelp(
            () -> TypedHost.of(host.getValue()).name(), this::refuseMissingHost, outer::use);
    setSummaryText(getTranslation("registration.find"));
    host.setHelperText(getTranslation("registration.find.host.help"));
    host.setPlaceholder("203.0.113.20");
    host.setMaxLength(512);
    host.setManualValidation(true);
    host.addValueChangeListener(_ -> {
      forgetWhatWasFound();
      TypedHost.of(host.getValue()).port().ifPresent(port::setValue);
      makers.show();
    });
    port.setHelperText(getTranslation("registration.find.port.help"));
    port.setMin(1);
    port.setMax(65_535);
    port.setValue(USUAL_PORT);
    port.setManualValidation(true);
    port.addValueChangeListener(_ -> forgetWhatWasFound());
    ask.setDisableOnClick(true);
    ask.addClickListener(_ -> ask());
    confirm.addClickListener(_ -> {
      confirmed = shown;
      ask();
    });
    found.addClassName("stack");
    found.getElement().setAttribute("aria-live", "polite");
    var content =
        new Div(
            host,
            new H3(getTranslation("registration.find.onvif")),
            soft("registration.find.onvif.help"),
            port,
            ask,
            found,
            new H3(getTranslation("registration.maker.title")),
            makers);
    content.addClassName("stack");
    add(content);
  }

  /// Nothing of it is needed any more.
  void forgetWhatWasTyped() {
    host.clear();
    port.setValue(USUAL_PORT);
    makers.maker.clear();
    forgetWhatWasFound();
    setOpened(false);
  }

  private void forgetWhatWasFound() {
    host.setInvalid(false);
    shown = null;
    confirmed = null;
    found.removeAll();
  }

  private void ask() {
    host.setInvalid(false);
    found.removeAll();
    if (TypedHost.of(host.getValue()).name().isEmpty()) {
      refuseMissingHost();
      return;
    }
    var service = service();
    var asked = outer.withLogin(service, confirmed);
    found.add(new Message(Tone.CALM, getTranslation("registration.find.asking")));
    background.run(
        this,
        () -> search.apply(asked),
        answer -> tell(answer, service),
        () -> say(ProbeAnswer.DOES_NOT_ANSWER));
  }

  /// Where the camera's own pages are, as typed.
  private String service() {
    var at = port.isEmpty() ? USUAL_PORT : port.getValue();
    var scheme = SECURE_PORTS.contains(at) ? "https" : "http";
    return scheme + "://" + TypedHost.of(host.getValue()).name() + ":" + at + "/";
  }

  /// @param asked who was asked; nothing is said of it when another one stands there
  private void tell(CameraTrial.Search answer, String asked) {
    ask.setEnabled(true);
    if (!asked.equals(service())) {
      return;
    }
    found.removeAll();
    switch (answer) {
      case CameraTrial.Search.Refused(var error) -> {
        if (error.field().equals("stream.user")) {
          outer.refuseLogin(error);
        } else {
          refuse(ErrorText.of(this, error));
        }
      }
      case CameraTrial.Search.Answered(StreamsFound.Found streams) -> list(streams);
      case CameraTrial.Search.Answered(StreamsFound.Nothing(var why, var certificate)) -> {
        if (certificate == null) {
          say(why);
        } else {
          show(certificate);
        }
      }
    }
  }

  private void refuseMissingHost() {
    refuse(getTranslation("registration.find.host.empty"));
  }

  private void refuse(String words) {
    ask.setEnabled(true);
    host.setErrorMessage(words);
    host.setInvalid(true);
    host.focus();
  }

  private void say(ProbeAnswer why) {
    ask.setEnabled(true);
    found.removeAll();
    found.add(
        new Message(Tone.BAD, getTranslation(why.key())), soft("registration.find.nothing.help"));
  }

  private void list(StreamsFound.Found streams) {
    var list = new UnorderedList();
    list.addClassName("found-streams");
    for (var choice : streams.choices()) {
      list.add(line(streams, choice));
    }
    var name = (streams.manufacturer() + " " + streams.model()).strip();
    found.add(
        new Message(
            Tone.GOOD,
            name.isEmpty()
                ? getTranslation("registration.find.found")
                : getTranslation("registration.find.found.named", name)),
        soft("registration.find.found.help"),
        list);
  }

  private ListItem line(StreamsFound.Found streams, StreamsFound.Choice choice) {
    var kind = streams.kindOf(choice);
    var title =
        kind == StreamsFound.Kind.ONLY
            ? choice.name()
            : getTranslation("registration.find.kind." + kind);
    var details =
        choice.width() > 0 && choice.height() > 0
            ? getTranslation(
                "registration.find.size",
                Integer.toString(choice.width()),
                Integer.toString(choice.height()),
                codec(choice.encoding()))
            : codec(choice.encoding());
    var use = new Button(getTranslation("registration.find.use"), _ -> take(choice));
    use.setAriaLabel(use.getText() + ": " + title + ", " + details);
    var named = new Span(title);
    named.addClassName("told-apart");
    var words = new Div(named, new Text(" " + details));
    words.addClassName("grows");
    var row = new Div(words, use);
    row.addClassName("row");
    return new ListItem(row);
  }

  private void take(StreamsFound.Choice choice) {
    outer.use(choice.address());
  }

  /// ONVIF writes the codecs in its own way.
  private static String codec(String encoding) {
    return switch (encoding.toUpperCase(Locale.ROOT)) {
      case "H264" -> "H.264";
      case "H265", "HEVC" -> "H.265";
      case "JPEG" -> "MJPEG";
      default -> encoding;
    };
  }

  /// Lets the person compare it with what the camera says of itself. Nothing was sent to it.
  private void show(CertificatePin certificate) {
    shown = certificate;
    var why = confirmed == null ? "unknown" : "changed";
    var fingerprint = new Code(certificate.readable());
    fingerprint.addClassName("fingerprint");
    found.add(
        new Message(
            Tone.BAD,
            new Paragraph(getTranslation("registration.stream.certificate." + why)),
            new Paragraph(
                new Text(getTranslation("registration.stream.certificate.fingerprint") + " "),
                fingerprint)),
        confirm);
  }

  private Paragraph soft(String key) {
    var words = new Paragraph(getTranslation(key));
    words.addClassName("soft");
    return words;
  }
}
