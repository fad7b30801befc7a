package org.porchlight.portal.shell;

import com.vaadin.flow.component.html.Span;
import java.util.Locale;

/// A state in a word or two.
public final class StateWord extends Span {

  public StateWord(Message.Tone tone, String text) {
    super(text);
    addClassNames("state", "state-" + tone.name().toLowerCase(Locale.ROOT));
  }
}
