package org.porchlight.portal.console;

import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.porchlight.incidents.Incident;
import org.porchlight.incidents.IncidentId;
import org.porchlight.portal.center.Words;

/// One open incident in the list: a button, so that the keyboard chooses it as the mouse does.
final class IncidentCard extends ListItem {

  private static final long serialVersionUID = 1L;

  final NativeButton button = new NativeButton();
  private final Span priority = new Span();
  private final Span kind = new Span();
  private final Span address = new Span();
  private final Span facts = new Span();
  private final Span waiting = new Span();

  IncidentCard(IncidentId incident, Consumer<IncidentId> choose) {
    button.addClassName("incident");
    priority.addClassName("priority");
    kind.addClassName("incident-kind");
    address.addClassName("incident-address");
    facts.addClassName("incident-facts");
    waiting.addClassNames("state", "state-waiting");
    waiting.setText(getTranslation("console.unconfirmed"));
    button.add(priority, kind, address, facts, waiting);
    button.addClickListener(_ -> choose.accept(incident));
    add(button);
  }

  void show(Incident incident, Instant now, boolean chosen) {
    priority.setText(getTranslation("console.priority", incident.priority()));
    priority.setClassName("priority-urgent", incident.priority() <= 2);
    kind.setText(incident.kind());
    address.setText(incident.address());
    facts.setText(
        "%s · %s · %s"
            .formatted(
                incident.number(),
                Words.span(Duration.between(incident.openedAt(), now)),
                getTranslation("console.source." + incident.source().name())));
    waiting.setVisible(incident.needsConfirmation());
    button.getElement().setAttribute("aria-pressed", String.valueOf(chosen));
  }
}
