package org.porchlight.portal.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import java.util.Locale;

/// How something went or stands, in a box that screen readers announce when it appears.
public final class Message extends Div {

  /// What the message feels like. The words say it too: colour is never alone.
  public enum Tone {
    CALM,
    GOOD,
    WAITING,
    BAD
  }

  public Message(Tone tone, String text) {
    setText(text);
    dress(tone);
  }

  public Message(Tone tone, Component... content) {
    super(content);
    dress(tone);
  }

  private void dress(Tone tone) {
    addClassNames("message", "message-" + tone.name().toLowerCase(Locale.ROOT));
    getElement().setAttribute("role", tone == Tone.BAD ? "alert" : "status");
  }
}
