package org.porchlight.portal.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.security.AuthenticationContext;
import java.time.Duration;
import java.util.List;
import org.porchlight.access.Alarms;
import org.porchlight.access.OwnersAlarm;
import org.porchlight.identity.Actor;
import org.springframework.context.annotation.Scope;

/// The owner's alarm, on every page: one press opens a question, a second one lets the police look.
/// While it is on, one press ends it.
@SpringComponent
@Scope("prototype")
public class AlarmButton extends Div {

  private static final long serialVersionUID = 1L;

  /// It may have been pressed or ended on another page, and it ends by itself.
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);

  final Button press = new Button(VaadinIcon.BELL.create());
  final Button end = new Button();
  private final StateWord on = new StateWord(Message.Tone.BAD, "");
  private final Alarms alarms;
  private final Actor owner;
  private List<OwnersAlarm> shown = List.of();

  AlarmButton(Alarms alarms, Refresh refresh, AuthenticationContext visitor) {
    this.alarms = alarms;
    owner = visitor.getAuthenticatedUser(Actor.class).orElseThrow();
    addClassName("alarm-button");
    press.setText(getTranslation("alarm.button"));
    press.addClickListener(_ -> new AlarmDialog(alarms, owner, this::look).open());
    end.setText(getTranslation("alarm.end"));
    end.addClassName("takes-its-time");
    end.addClickListener(_ -> {
      alarms.end(owner);
      look();
    });
    on.getElement().setAttribute("role", "status");
    add(press, on, end);
    draw();
    refresh.whileShown(this, LOOK_AGAIN, this::look);
    look();
  }

  private void look() {
    var now = alarms.of(owner);
    if (!now.equals(shown)) {
      shown = now;
      draw();
    }
  }

  private void draw() {
    var isOn = !shown.isEmpty();
    press.setVisible(!isOn);
    end.setVisible(isOn);
    on.setVisible(isOn);
    if (isOn) {
      on.setText(getTranslation("alarm.on", When.clock(shown.getLast().until())));
    }
  }
}
