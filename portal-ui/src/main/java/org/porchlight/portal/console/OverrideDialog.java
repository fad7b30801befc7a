package org.porchlight.portal.console;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import org.porchlight.access.OverrideAnswer;
import org.porchlight.access.Overrides;
import org.porchlight.access.Purpose;
import org.porchlight.portal.center.PurposeField;
import org.porchlight.portal.shell.Message;
import org.porchlight.registry.Camera;

/// Asks for an exigent override: why, what for, and the second factor once more.
final class OverrideDialog extends Dialog {

  private static final long serialVersionUID = 1L;

  /// What the dialog asks the console to do.
  interface Wishes {

    OverrideAnswer override(Camera camera, Purpose purpose, String reason, String code);

    void overridden(Camera camera, Purpose purpose);
  }

  final TextArea reason = new TextArea();
  final PurposeField purpose = new PurposeField();
  final TextField code = new TextField();
  final Button ask = new Button();
  private final Div problem = new Div();
  private final Camera camera;
  private final Wishes wishes;

  OverrideDialog(Camera camera, Wishes wishes) {
    this.camera = camera;
    this.wishes = wishes;
    addClassName("override-dialog");
    setHeaderTitle(getTranslation("override.title", camera.name()));
    reason.setLabel(getTranslation("override.reason"));
    reason.setHelperText(getTranslation("override.reason.help", Overrides.SHORTEST_REASON));
    reason.setMaxLength(Overrides.LONGEST_REASON);
    reason.setRequiredIndicatorVisible(true);
    code.setLabel(getTranslation("override.code"));
    code.setHelperText(getTranslation("override.code.help"));
    code.setMaxLength(10);
    code.getElement().setAttribute("inputmode", "numeric");
    code.setAutocomplete(Autocomplete.OFF);
    code.setRequiredIndicatorVisible(true);
    var body =
        new Div(
            new Paragraph(getTranslation("override.lead")),
            new Message(Message.Tone.WAITING, getTranslation("override.told")),
            problem,
            purpose,
            reason,
            code);
    body.addClassName("stack");
    add(body);
    ask.setText(getTranslation("override.ask"));
    ask.addThemeVariants(ButtonVariant.PRIMARY, ButtonVariant.ERROR);
    ask.addClickListener(_ -> ask());
    getFooter().add(new Button(getTranslation("console.cancel"), _ -> close()), ask);
  }

  private void ask() {
    problem.removeAll();
    reason.setInvalid(reason.getValue().strip().length() < Overrides.SHORTEST_REASON);
    reason.setErrorMessage(getTranslation("override.reason.missing", Overrides.SHORTEST_REASON));
    code.setInvalid(code.isEmpty());
    code.setErrorMessage(getTranslation("override.code.missing"));
    var why = purpose.demand();
    if (why.isEmpty() || reason.isInvalid() || code.isInvalid()) {
      return;
    }
    switch (wishes.override(camera, why.get(), reason.getValue(), code.getValue())) {
      case OverrideAnswer.Granted _ -> {
        close();
        wishes.overridden(camera, why.get());
      }
      case OverrideAnswer.ReasonMissing() -> reason.setInvalid(true);
      case OverrideAnswer.Refused(var no) -> {
        code.clear();
        problem.add(new Message(Message.Tone.BAD, getTranslation("reason." + no.name())));
      }
    }
  }
}
