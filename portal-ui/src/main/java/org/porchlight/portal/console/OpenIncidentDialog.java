package org.porchlight.portal.console;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.porchlight.identity.Actor;
import org.porchlight.incidents.DeskAnswer;
import org.porchlight.incidents.Incident;
import org.porchlight.incidents.IncidentDesk;
import org.porchlight.incidents.NewIncident;
import org.porchlight.kernel.FieldError;
import org.porchlight.portal.map.CameraMap;
import org.porchlight.portal.map.MapSettings;
import org.porchlight.portal.shell.ErrorText;

/// Opens an incident by hand.
final class OpenIncidentDialog extends Dialog {

  private static final long serialVersionUID = 1L;

  final TextField kind = new TextField();
  final Select<Integer> priority = new Select<>();
  final TextField address = new TextField();
  final TextField number = new TextField();
  final CameraMap map;
  final Button open;
  private final Paragraph problem = new Paragraph();

  OpenIncidentDialog(
      IncidentDesk desk, Actor who, MapSettings settings, Consumer<Incident> opened) {
    setHeaderTitle(getTranslation("console.openByHand"));
    addClassName("open-incident");
    kind.setLabel(getTranslation("console.kind"));
    kind.setRequiredIndicatorVisible(true);
    kind.setMaxLength(80);
    priority.setLabel(getTranslation("console.priorityLabel"));
    priority.setItems(1, 2, 3, 4, 5);
    priority.setItemLabelGenerator(value -> getTranslation("console.priority." + value));
    // Not marked as required: docs/vendor-gaps.md#vaadin-select-required.
    address.setLabel(getTranslation("console.address"));
    address.setMaxLength(200);
    number.setLabel(getTranslation("console.number"));
    number.setHelperText(getTranslation("console.number.help"));
    number.setMaxLength(40);
    map = new CameraMap(settings);
    map.setAccessibleName(getTranslation("console.pinMap"));
    map.setPin(settings.start());
    map.focus(settings.start(), settings.zoom());
    problem.addClassNames("message", "message-bad");
    problem.getElement().setAttribute("role", "alert");
    problem.setVisible(false);
    var pinHelp = new Paragraph(getTranslation("console.pinHelp"));
    pinHelp.addClassName("soft");
    var form = new Div(problem, kind, priority, address, number, pinHelp, map);
    form.addClassName("stack");
    add(form);

    open = new Button(getTranslation("console.openIt"));
    open.addThemeVariants(ButtonVariant.PRIMARY);
    open.addClickListener(_ -> openIt(desk, who, opened));
    getFooter().add(new Button(getTranslation("console.cancel"), _ -> close()), open);
  }

  private void openIt(IncidentDesk desk, Actor who, Consumer<Incident> opened) {
    var asked =
        new NewIncident(
            number.isEmpty() ? null : number.getValue(),
            kind.getValue(),
            priority.getValue(),
            map.pin().orElse(null),
            address.getValue());
    switch (desk.openByHand(who, asked)) {
      case DeskAnswer.Done(var incident) -> {
        close();
        opened.accept(incident);
      }
      case DeskAnswer.Invalid(var errors) -> show(errors);
      case DeskAnswer.Refused(var why) -> problem(getTranslation("console.refused." + why.name()));
    }
  }

  private void show(List<FieldError> errors) {
    Map<String, HasValidation> fields =
        Map.of("kind", kind, "priority", priority, "address", address, "number", number);
    fields.values().forEach(field -> field.setInvalid(false));
    problem.setVisible(false);
    for (var error : errors) {
      var field = fields.get(error.field());
      var words = ErrorText.of(this, error);
      if (field == null) {
        problem(words);
      } else {
        field.setErrorMessage(words);
        field.setInvalid(true);
      }
    }
  }

  private void problem(String words) {
    problem.setText(words);
    problem.setVisible(true);
  }
}
