package org.porchlight.portal.console;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.List;
import org.porchlight.access.AlarmAtDesk;
import org.porchlight.portal.center.Words;
import org.porchlight.portal.shell.Message;
import org.porchlight.registry.Camera;

/// Owners' alarms that are on, each with the cameras that it opens. Not there while none is on.
final class AlarmsPanel extends Section {

  private static final long serialVersionUID = 1L;

  /// What the panel asks the console to do.
  interface Wishes {

    void openAlarmed(Camera camera);

    void point(Camera camera);
  }

  private final Wishes wishes;
  private final Div alarms = new Div();
  private final Div message = new Div();
  private List<AlarmAtDesk> shown = List.of();

  AlarmsPanel(Wishes wishes) {
    this.wishes = wishes;
    addClassNames("console-part", "console-near", "console-alarms");
    setAriaLabel(getTranslation("alarm.desk"));
    message.getElement().setAttribute("role", "status");
    var lead = new Message(Message.Tone.BAD, getTranslation("alarm.desk.lead"));
    add(new H2(getTranslation("alarm.desk")), lead, message, alarms);
    setVisible(false);
  }

  /// Refreshed often: touches the page only when something changed.
  void show(List<AlarmAtDesk> on, Words words) {
    if (on.equals(shown)) {
      return;
    }
    shown = on;
    alarms.removeAll();
    message.removeAll();
    on.forEach(alarm -> alarms.add(part(alarm, words)));
    setVisible(!on.isEmpty());
  }

  void refused(String why) {
    message.removeAll();
    message.add(new Message(Message.Tone.BAD, why));
  }

  private Div part(AlarmAtDesk alarm, Words words) {
    var times =
        new Paragraph(
            getTranslation(
                "alarm.desk.at", words.clock(alarm.pressedAt()), words.clock(alarm.until())));
    times.addClassName("soft");
    var cameras = new UnorderedList();
    cameras.addClassName("plain-list");
    alarm.cameras().forEach(camera -> cameras.add(row(camera)));
    return new Div(times, cameras);
  }

  private ListItem row(Camera camera) {
    var name = new Span(camera.name());
    name.addClassName("near-name");
    var about = new Div(name);
    about.addClassName("near-about");
    about.addClickListener(_ -> wishes.point(camera));
    var row = new ListItem(about);
    row.addClassName("near-camera");
    if (camera.connected()) {
      var open = new Button(getTranslation("console.open"), VaadinIcon.PLAY.create());
      open.setAriaLabel(getTranslation("console.openCamera", camera.name()));
      open.addThemeVariants(ButtonVariant.PRIMARY);
      open.addClickListener(_ -> wishes.openAlarmed(camera));
      row.add(open);
    } else {
      about.add(new Span(getTranslation("console.notConnected")));
    }
    return row;
  }
}
