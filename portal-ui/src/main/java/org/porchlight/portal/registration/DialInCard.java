package org.porchlight.portal.registration;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.DialInAddress;
import org.porchlight.portal.shell.Message;
import org.porchlight.portal.shell.Message.Tone;
import org.porchlight.registry.DialInAnswer;
import org.porchlight.registry.PublishKey;

/// What an owner types into a camera that sends to us: address, user name and, once, the password.
class DialInCard extends Div {

  /// What is typed into a terminal is the same in every language.
  private static final String FFMPEG = "ffmpeg -i INPUT -an -c:v copy -f rtsp -rtsp_transport tcp ";

  final TextField user = field("dial-in.user", PublishKey.USER);
  final @Nullable TextField password;
  private final Span copied = new Span();

  /// With the password, which can not be shown again.
  DialInCard(DialInAnswer.Issued issued, List<DialInAddress> addresses) {
    this(addresses, issued.password());
  }

  /// Without the password.
  DialInCard(List<DialInAddress> addresses) {
    this(addresses, null);
  }

  private DialInCard(List<DialInAddress> addresses, @Nullable String secret) {
    addClassName("stack");
    password = secret == null ? null : field("dial-in.password", secret);
    addresses.forEach(address -> {
      var key = address.secure() ? "dial-in.address.secure" : "dial-in.address";
      add(row(field(key, address.url()), "dial-in.copy.address"));
    });
    if (addresses.stream().noneMatch(DialInAddress::secure)) {
      add(new Message(Tone.WAITING, getTranslation("dial-in.plain")));
    }
    add(row(user, "dial-in.copy.user"));
    if (password != null) {
      password.setHelperText(getTranslation("dial-in.password.once"));
      add(row(password, "dial-in.copy.password"));
    }
    copied.getElement().setAttribute("role", "status");
    add(copied);
    addresses.stream().findFirst().ifPresent(first -> add(help(first.url())));
  }

  private static TextField field(String key, String value) {
    var field = new TextField();
    field.setLabel(field.getTranslation(key));
    field.setValue(value);
    field.setReadOnly(true);
    field.setAutocomplete(Autocomplete.OFF);
    field.addClassName("grows");
    return field;
  }

  private Div row(TextField field, String key) {
    var copy = new Button(getTranslation("dial-in.copy"), VaadinIcon.COPY.create());
    copy.setAriaLabel(getTranslation(key));
    // In the browser itself: it lets a page copy only while the press of the button lasts.
    copy.getElement()
        .executeJs(
            "this.addEventListener('click', () => navigator.clipboard?.writeText($0))",
            field.getValue());
    copy.addClickListener(_ -> copied.setText(getTranslation("dial-in.copied", field.getLabel())));
    var row = new Div(field, copy);
    row.addClassNames("row", "row-bottom");
    return row;
  }

  private Div help(String address) {
    var login = address.replaceFirst("://", "://" + PublishKey.USER + ":PASSWORD@");
    var help =
        new Div(
            new Details(getTranslation("dial-in.help.camera"), steps("dial-in.help.camera", 4)),
            new Details(
                getTranslation("dial-in.help.obs"), steps("dial-in.help.obs", 4), code(login)),
            new Details(
                getTranslation("dial-in.help.ffmpeg"),
                new Paragraph(getTranslation("dial-in.help.ffmpeg.text")),
                code(FFMPEG + login)));
    help.addClassName("stack");
    return help;
  }

  private OrderedList steps(String key, int count) {
    var list = new OrderedList();
    for (var i = 1; i <= count; i++) {
      list.add(new ListItem(getTranslation(key + "." + i)));
    }
    return list;
  }

  private static Pre code(String text) {
    var code = new Pre(text);
    code.addClassName("code");
    code.getElement().setAttribute("tabindex", "0");
    return code;
  }
}
