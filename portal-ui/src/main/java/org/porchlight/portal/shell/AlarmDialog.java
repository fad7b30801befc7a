package org.porchlight.portal.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import java.util.List;
import java.util.stream.Collectors;
import org.porchlight.access.AlarmAnswer;
import org.porchlight.access.AlarmReach;
import org.porchlight.access.Alarms;
import org.porchlight.identity.Actor;
import org.porchlight.registry.Camera;

/// Asks once before the alarm is pressed, and says what it opens and what it does not.
final class AlarmDialog extends Dialog {

  private static final long serialVersionUID = 1L;

  final RadioButtonGroup<AlarmReach> site = new RadioButtonGroup<>();
  final Button press = new Button();
  private final Paragraph opens = new Paragraph();
  private final Paragraph stays = new Paragraph();
  private final Div problem = new Div();
  private final Alarms alarms;
  private final Actor owner;
  private final Runnable pressed;

  AlarmDialog(Alarms alarms, Actor owner, Runnable pressed) {
    this.alarms = alarms;
    this.owner = owner;
    this.pressed = pressed;
    addClassName("alarm-dialog");
    setHeaderTitle(getTranslation("alarm.title"));
    var sites = alarms.reach(owner).stream().filter(reach -> !reach.opens().isEmpty()).toList();
    var body = new Div();
    body.addClassName("stack");
    if (sites.isEmpty()) {
      body.add(new Paragraph(getTranslation("alarm.nothing")));
    } else {
      body.add(new Paragraph(getTranslation("alarm.lead")), choice(sites), opens, stays);
      opens.addClassName("alarm-opens");
      stays.addClassName("soft");
      show(sites.getFirst());
    }
    body.add(problem, new Message(Message.Tone.WAITING, getTranslation("alarm.no911")));
    add(body);
    press.setText(getTranslation("alarm.press"));
    press.addThemeVariants(ButtonVariant.PRIMARY, ButtonVariant.ERROR);
    // The second press of a double-click is not for it.
    press.addClassName("takes-its-time");
    press.addClickListener(_ -> press());
    press.setVisible(!sites.isEmpty());
    getFooter().add(new Button(getTranslation("alarm.cancel"), _ -> close()), press);
  }

  private RadioButtonGroup<AlarmReach> choice(List<AlarmReach> sites) {
    site.setLabel(getTranslation("alarm.site"));
    site.setItems(sites);
    site.setItemLabelGenerator(reach -> reach.site().address());
    site.setValue(sites.getFirst());
    site.setVisible(sites.size() > 1);
    site.addValueChangeListener(change -> {
      if (change.getValue() != null) {
        show(change.getValue());
      }
    });
    return site;
  }

  private void show(AlarmReach reach) {
    opens.setText(getTranslation("alarm.opens", names(reach.opens())));
    stays.setText(getTranslation("alarm.stays", names(reach.stays())));
    stays.setVisible(!reach.stays().isEmpty());
  }

  private void press() {
    switch (alarms.press(owner, site.getValue().site().id())) {
      case AlarmAnswer.On _ -> {
        close();
        pressed.run();
      }
      case AlarmAnswer.NothingToOpen() -> problem("alarm.nothing");
      case AlarmAnswer.TooOften() -> problem("alarm.tooOften");
    }
  }

  private void problem(String key) {
    problem.removeAll();
    problem.add(new Message(Message.Tone.BAD, getTranslation(key)));
  }

  private static String names(List<Camera> cameras) {
    return cameras.stream().map(Camera::name).collect(Collectors.joining(", "));
  }
}
