package org.porchlight.portal.alerts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.porchlight.alerts.AlertKind;
import org.porchlight.alerts.NewAlert;
import org.porchlight.alerts.Severity;
import org.porchlight.evidence.Clip;
import org.porchlight.incidents.Incident;
import org.porchlight.incidents.IncidentId;
import org.porchlight.patrol.OfficerNear;
import org.porchlight.portal.center.Words;

/// The form that raises an alert for an incident.
final class AlertForm extends Section {

  private static final long serialVersionUID = 1L;

  final Select<Incident> incident = new Select<>();
  final Select<AlertKind> kind = new Select<>();
  final RadioButtonGroup<Severity> severity = new RadioButtonGroup<>();
  final TextArea text = new TextArea();
  final Select<Clip> clip = new Select<>();
  final Button raise;
  private final Paragraph free = new Paragraph();
  private final Div outcome = new Div();

  AlertForm(
      Function<IncidentId, List<Clip>> clipsOf,
      Function<Clip, String> clipName,
      Function<Incident, List<OfficerNear>> officersNear,
      Consumer<NewAlert> onRaise) {
    addClassNames("panel", "alert-form");
    setAriaLabel(getTranslation("alerts.raise"));

    incident.setLabel(getTranslation("alerts.incident"));
    incident.setPlaceholder(getTranslation("alerts.incident.choose"));
    incident.setItemLabelGenerator(item -> item.number() + " · " + item.kind());
    // Not marked as required: docs/vendor-gaps.md#vaadin-select-required.
    incident.setErrorMessage(getTranslation("alerts.incident.missing"));
    incident.addValueChangeListener(change -> {
      incident.setInvalid(false);
      var chosen = change.getValue();
      clip.setItems(chosen == null ? List.of() : clipsOf.apply(chosen.id()));
      clip.setEnabled(chosen != null && !clipsOf.apply(chosen.id()).isEmpty());
      clip.setHelperText(
          chosen != null && !clip.isEnabled() ? getTranslation("alerts.clip.none") : null);
      showFree(chosen == null ? List.of() : officersNear.apply(chosen), chosen != null);
    });
    kind.setLabel(getTranslation("alerts.kind"));
    kind.setItems(AlertKind.values());
    kind.setItemLabelGenerator(item -> getTranslation("alerts.kind." + item.name()));
    kind.setValue(AlertKind.INCIDENT);
    severity.setLabel(getTranslation("alerts.severity"));
    severity.setItems(Severity.values());
    severity.setItemLabelGenerator(item -> getTranslation("alerts.severity." + item.name()));
    severity.setValue(Severity.URGENT);
    text.setLabel(getTranslation("alerts.text"));
    text.setHelperText(getTranslation("alerts.text.help"));
    text.setMaxLength(NewAlert.LONGEST_TEXT);
    text.setRequiredIndicatorVisible(true);
    text.setErrorMessage(getTranslation("alerts.text.missing"));
    text.setValueChangeMode(ValueChangeMode.LAZY);
    text.addValueChangeListener(_ -> text.setInvalid(false));
    text.setMinRows(3);
    clip.setLabel(getTranslation("alerts.clip"));
    clip.setEmptySelectionAllowed(true);
    clip.setEmptySelectionCaption(getTranslation("alerts.clip.without"));
    clip.setItemLabelGenerator(
        item -> item == null ? getTranslation("alerts.clip.without") : clipName.apply(item));
    clip.setEnabled(false);
    raise = new Button(getTranslation("alerts.raise"), VaadinIcon.BELL.create());
    raise.addThemeVariants(ButtonVariant.PRIMARY);
    raise.addClickListener(_ -> ask(onRaise));
    outcome.getElement().setAttribute("role", "status");
    free.addClassName("soft");
    free.setVisible(false);
    for (var field : List.<Component>of(incident, kind, text, clip)) {
      field.getElement().getClassList().add("wide-field");
    }
    var form = new Div(incident, free, kind, severity, text, clip, raise, outcome);
    form.addClassName("stack");
    add(new H2(getTranslation("alerts.raise")), form);
  }

  void offer(List<Incident> open, @Nullable IncidentId chosen) {
    incident.setItems(open);
    open.stream()
        .filter(item -> item.id().equals(chosen))
        .findFirst()
        .ifPresent(incident::setValue);
  }

  /// Says that it is on its way, and makes room for the next; the incident stays chosen.
  void raised() {
    text.clear();
    text.setInvalid(false);
    clip.clear();
    say("message-good", getTranslation("alerts.raised"));
  }

  void say(String look, String sentence) {
    var paragraph = new Paragraph(sentence);
    paragraph.addClassNames("message", look);
    outcome.removeAll();
    outcome.add(paragraph);
  }

  private void ask(Consumer<NewAlert> onRaise) {
    var about = incident.getValue();
    incident.setInvalid(about == null);
    text.setInvalid(text.getValue().isBlank());
    if (about == null) {
      incident.focus();
      return;
    }
    if (text.isInvalid()) {
      text.focus();
      return;
    }
    onRaise.accept(
        new NewAlert(
            kind.getValue(),
            severity.getValue(),
            about.place(),
            about.id(),
            clip.getValue() == null ? null : clip.getValue().id(),
            text.getValue()));
  }

  private void showFree(List<OfficerNear> officers, boolean known) {
    free.setVisible(known);
    free.setText(
        officers.isEmpty()
            ? getTranslation("alerts.nobodyFree")
            : getTranslation(
                "alerts.free",
                officers.size(),
                Words.of(UI.getCurrent()).distance(officers.getFirst().metres())));
  }
}
