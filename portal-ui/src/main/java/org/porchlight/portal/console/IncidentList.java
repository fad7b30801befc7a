package org.porchlight.portal.console;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.porchlight.incidents.Incident;
import org.porchlight.incidents.IncidentId;

/// The open incidents, most urgent first. Cards stay the same components as long as their incident
/// is open, so a refresh never takes the focus away.
final class IncidentList extends Section {

  private static final long serialVersionUID = 1L;

  final Button openOne;
  private final Consumer<IncidentId> choose;
  private final Span count = new Span();
  private final UnorderedList list = new UnorderedList();
  private final Paragraph none = new Paragraph();
  private final Span news = new Span();
  private final Map<IncidentId, IncidentCard> cards = new HashMap<>();
  private List<IncidentId> order = List.of();
  private boolean shownBefore;

  IncidentList(Consumer<IncidentId> choose, Runnable openByHand) {
    this.choose = choose;
    addClassNames("console-part", "console-incidents");
    setAriaLabel(getTranslation("console.incidents"));
    count.addClassName("count");
    var heading = new H2(new Span(getTranslation("console.incidents")), count);
    openOne = new Button(getTranslation("console.openByHand"), VaadinIcon.PLUS.create());
    openOne.addThemeVariants(ButtonVariant.TERTIARY);
    openOne.addClickListener(_ -> openByHand.run());
    var head = new Div(heading, openOne);
    head.addClassName("part-head");
    none.setText(getTranslation("console.noIncidents"));
    none.addClassName("soft");
    news.addClassName("screen-reader-only");
    news.getElement().setAttribute("role", "status");
    list.addClassName("plain-list");
    add(head, none, list, news);
  }

  /// Shows these, in this order.
  void show(List<Incident> incidents, Instant now, @Nullable IncidentId chosen) {
    var wanted = incidents.stream().map(Incident::id).toList();
    cards.entrySet().removeIf(card -> !wanted.contains(card.getKey()));
    for (var incident : incidents) {
      var known = cards.get(incident.id());
      var card = known == null ? new IncidentCard(incident.id(), choose) : known;
      if (known == null) {
        cards.put(incident.id(), card);
        announce(incident, card);
      }
      card.show(incident, now, incident.id().equals(chosen));
    }
    arrange(wanted);
    count.setText(String.valueOf(incidents.size()));
    none.setVisible(incidents.isEmpty());
    shownBefore = true;
  }

  private void announce(Incident incident, IncidentCard card) {
    if (shownBefore) {
      news.setText(getTranslation("console.newIncident", incident.kind(), incident.address()));
      card.addClassName("fresh");
    }
  }

  private void arrange(List<IncidentId> wanted) {
    if (wanted.equals(order)) {
      return;
    }
    list.getChildren().filter(child -> !cards.containsValue(child)).toList().forEach(list::remove);
    for (int i = 0; i < wanted.size(); i++) {
      var card = cards.get(wanted.get(i));
      if (card != null && list.indexOf(card) != i) {
        list.addComponentAtIndex(i, card);
      }
    }
    order = wanted;
  }
}
