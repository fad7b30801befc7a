package org.porchlight.portal.alerts;

import com.vaadin.flow.component.HasAriaLabel;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.porchlight.alerts.AlertId;
import org.porchlight.alerts.AlertLine;
import org.porchlight.alerts.AlertOutcome;
import org.porchlight.alerts.AlertState;
import org.porchlight.alerts.OfferLine;
import org.porchlight.alerts.OfferState;
import org.porchlight.alerts.Severity;
import org.porchlight.identity.PersonId;
import org.porchlight.portal.center.Words;

/// One alert: how it stands, who was asked, and what the desk can do about it.
final class AlertCard extends Article implements HasAriaLabel {

  private static final long serialVersionUID = 1L;

  /// What a card asks the desk to do.
  interface Wishes {

    void offerAgain(AlertId alert);

    void close(AlertId alert, AlertOutcome outcome);
  }

  final Button again;
  final Select<AlertOutcome> outcome = new Select<>();
  final Button close;
  private final H3 heading = new H3();
  private final Span severity = new Span();
  private final Span state = new Span();
  private final Paragraph text = new Paragraph();
  private final Paragraph facts = new Paragraph();
  private final OrderedList offers = new OrderedList();
  private final Div actions = new Div();
  private final Function<@Nullable PersonId, String> names;

  AlertCard(AlertId alert, Function<@Nullable PersonId, String> names, Wishes wishes) {
    this.names = names;
    addClassNames("panel", "alert-card");
    severity.addClassName("state");
    state.addClassName("state");
    state.getElement().setAttribute("role", "status");
    text.addClassName("alert-text");
    facts.addClassName("soft");
    offers.addClassName("offers");
    again = new Button(getTranslation("alerts.again"), _ -> wishes.offerAgain(alert));
    outcome.setPlaceholder(getTranslation("alerts.outcome"));
    outcome.setAriaLabel(getTranslation("alerts.outcome"));
    outcome.setItems(AlertOutcome.values());
    outcome.setItemLabelGenerator(item -> getTranslation("alerts.outcome." + item.name()));
    outcome.addValueChangeListener(_ -> outcome.setInvalid(false));
    close = new Button(getTranslation("alerts.close"));
    close.addThemeVariants(ButtonVariant.TERTIARY);
    close.addClickListener(_ -> {
      if (outcome.getValue() == null) {
        outcome.setInvalid(true);
        outcome.focus();
      } else {
        wishes.close(alert, outcome.getValue());
      }
    });
    actions.add(again, outcome, close);
    actions.addClassName("row");
    var head = new Div(heading, new Div(severity, state));
    head.addClassName("part-head");
    head.getComponentAt(1).addClassName("row");
    add(head, text, facts, offers, actions);
  }

  /// @param about number of the incident, or null without one
  void show(AlertLine alert, List<OfferLine> asked, @Nullable String about, Instant now) {
    var words = Words.of(UI.getCurrent());
    var kind = getTranslation("alerts.kind." + alert.kind().name());
    heading.setText(about == null ? kind : kind + " · " + about);
    setAriaLabel(heading.getText());
    severity.setText(getTranslation("alerts.severity." + alert.severity().name()));
    severity.setClassName("state-bad", alert.severity() == Severity.EMERGENCY);
    severity.setClassName("state-waiting", alert.severity() == Severity.URGENT);
    var look = look(alert.state());
    for (var one : List.of("state-good", "state-waiting", "state-bad")) {
      state.setClassName(one, one.equals(look));
    }
    say(state, sentence(alert.state(), now));
    text.setText(alert.text());
    text.setVisible(!alert.text().isBlank());
    facts.setText(
        getTranslation(
            "alerts.facts",
            words.clock(alert.raisedAt()),
            alert.asked(),
            alert.received(),
            alert.declined()));
    showOffers(asked, words);
    var open = !(alert.state() instanceof AlertState.Closed);
    again.setText(getTranslation(alert.asked() == 0 ? "alerts.ask" : "alerts.again"));
    again.setVisible(open && alert.officer() == null);
    actions.setVisible(open);
  }

  private void showOffers(List<OfferLine> asked, Words words) {
    var sentences =
        asked.stream()
            .map(offer ->
                getTranslation(
                    "alerts.offer",
                    names.apply(offer.officer()),
                    offer.metres() == null ? "–" : words.distance(offer.metres()),
                    sentence(offer.state()),
                    words.clock(offer.state().at())))
            .toList();
    var shown = offers.getChildren().map(item -> ((ListItem) item).getText()).toList();
    if (!sentences.equals(shown)) {
      offers.removeAll();
      sentences.forEach(sentence -> offers.add(new ListItem(sentence)));
      offers.setVisible(!sentences.isEmpty());
    }
  }

  private String sentence(AlertState where, Instant now) {
    var since = Words.span(Duration.between(where.at(), now));
    return switch (where) {
      case AlertState.Created _, AlertState.Verified _ ->
          getTranslation("alerts.state." + where.name(), since);
      case AlertState.Offered(var ring, _) ->
          getTranslation("alerts.state.OFFERED." + Math.min(ring, 3), since);
      case AlertState.Escalated _ -> getTranslation("alerts.state.ESCALATED", since);
      case AlertState.Accepted(var officer, _) -> going("ACCEPTED", officer, since);
      case AlertState.EnRoute(var officer, _) -> going("EN_ROUTE", officer, since);
      case AlertState.OnScene(var officer, _) -> going("ON_SCENE", officer, since);
      case AlertState.Closed(var result, _) ->
          getTranslation("alerts.state.CLOSED", getTranslation("alerts.outcome." + result.name()));
    };
  }

  private String going(String state, PersonId officer, String since) {
    return getTranslation("alerts.state." + state, names.apply(officer), since);
  }

  private String sentence(OfferState offer) {
    return switch (offer) {
      case OfferState.Declined(var reason, _) ->
          getTranslation(
              "alerts.offer.DECLINED", getTranslation("alerts.decline." + reason.name()));
      case OfferState.Offered _,
          OfferState.Delivered _,
          OfferState.Seen _,
          OfferState.Accepted _,
          OfferState.Withdrawn _ ->
          getTranslation("alerts.offer." + offer.name());
    };
  }

  private static String look(AlertState where) {
    return switch (where) {
      case AlertState.Created _, AlertState.Verified _, AlertState.Offered _ -> "state-waiting";
      case AlertState.Escalated _ -> "state-bad";
      case AlertState.Accepted _, AlertState.EnRoute _, AlertState.OnScene _ -> "state-good";
      case AlertState.Closed _ -> "";
    };
  }

  /// Told only when it changed, or a screen reader would repeat it every two seconds.
  private static void say(Span where, String sentence) {
    if (!sentence.equals(where.getText())) {
      where.setText(sentence);
    }
  }
}
