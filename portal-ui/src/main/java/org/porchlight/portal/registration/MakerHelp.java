package org.porchlight.portal.registration;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.porchlight.portal.shell.Message;
import org.porchlight.portal.shell.Message.Tone;

/// Where the cameras of a maker have their stream, and an address made of that.
class MakerHelp extends Div {

  final ComboBox<Maker> maker = new ComboBox<>(getTranslation("registration.maker"));
  final Div about = new Div();

  private final Supplier<String> host;
  private final Runnable hostIsMissing;
  private final Consumer<String> use;

  /// @param host as typed, or empty
  /// @param use takes over an address
  MakerHelp(Supplier<String> host, Runnable hostIsMissing, Consumer<String> use) {
    this.host = host;
    this.hostIsMissing = hostIsMissing;
    this.use = use;
    maker.setItems(Maker.all());
    maker.setItemLabelGenerator(Maker::name);
    maker.setPlaceholder(getTranslation("registration.maker.placeholder"));
    maker.setClearButtonVisible(true);
    maker.addValueChangeListener(_ -> show());
    about.addClassName("stack");
    about.getElement().setAttribute("aria-live", "polite");
    addClassName("stack");
    add(maker, about);
  }

  /// The host was changed, and so were the addresses.
  void show() {
    about.removeAll();
    var chosen = maker.getValue();
    if (chosen == null) {
      return;
    }
    switch (chosen.gives()) {
      case STREAM -> {}
      case SOME ->
          about.add(new Message(Tone.CALM, getTranslation("registration.maker.gives.SOME")));
      case NONE ->
          about.add(new Message(Tone.WAITING, getTranslation("registration.maker.gives.NONE")));
    }
    about.add(new Paragraph(chosen.whereIn(getLocale())));
    var shownHost = host.get().isEmpty() ? getTranslation("registration.maker.host") : host.get();
    chosen
        .looksAt(shownHost)
        .ifPresent(looks -> about.add(line("registration.maker.looks", looks)));
    chosen
        .mainAt(shownHost)
        .ifPresent(address -> offer(chosen, "registration.find.kind.MAIN", address, false));
    chosen
        .subAt(shownHost)
        .ifPresent(address -> offer(chosen, "registration.find.kind.SUB", address, true));
    about.add(source(chosen));
  }

  private Div line(String key, String address) {
    var code = new Code(address);
    code.addClassName("fingerprint");
    var words = new Div(new Span(getTranslation(key) + ": "), code);
    words.addClassName("grows");
    return words;
  }

  private void offer(Maker chosen, String kind, String address, boolean small) {
    var fill = new Button(getTranslation("registration.maker.fill"), _ -> fill(chosen, small));
    fill.setAriaLabel(fill.getText() + ": " + getTranslation(kind));
    var row = new Div(line(kind, address), fill);
    row.addClassName("row");
    about.add(row);
  }

  private void fill(Maker chosen, boolean small) {
    var typed = host.get();
    if (typed.isEmpty()) {
      hostIsMissing.run();
    } else {
      (small ? chosen.subAt(typed) : chosen.mainAt(typed)).ifPresent(use);
    }
  }

  private Paragraph source(Maker chosen) {
    var words =
        new Paragraph(
            new Span(getTranslation("registration.maker.described." + chosen.describedBy()) + " "));
    var page = chosen.source();
    if (page != null) {
      words.add(new Anchor(page, getTranslation("registration.maker.source"), AnchorTarget.BLANK));
    }
    words.addClassName("soft");
    return words;
  }
}
