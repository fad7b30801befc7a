package org.porchlight.portal.console;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.PersonId;
import org.porchlight.incidents.TimelineEntry;
import org.porchlight.portal.center.Words;

/// What happened in an incident so far, newest first, folded away until somebody asks.
final class TimelineLines extends Details {

  private static final long serialVersionUID = 1L;

  final OrderedList lines = new OrderedList();
  private List<TimelineEntry> shown = List.of();

  TimelineLines() {
    lines.addClassName("timeline");
    add(lines);
  }

  /// Called often: touches the list only when a line was added.
  void show(List<TimelineEntry> now, Words words, Function<PersonId, String> names) {
    setVisible(!now.isEmpty());
    if (now.equals(shown)) {
      return;
    }
    shown = now;
    setSummaryText(getTranslation("timeline.title", now.size()));
    lines.removeAll();
    now.reversed().forEach(entry -> lines.add(line(entry, words, names)));
  }

  private ListItem line(TimelineEntry entry, Words words, Function<PersonId, String> names) {
    var at = new Span(words.clock(entry.at()));
    at.addClassName("soft");
    var line = new ListItem(at, new Span(sentence(entry)));
    var who = entry.who();
    if (who != null) {
      var name = new Span(names.apply(who));
      name.addClassName("soft");
      line.add(name);
    }
    return line;
  }

  private String sentence(TimelineEntry entry) {
    return switch (entry.kind()) {
      case "note" -> entry.details().getOrDefault("text", "");
      case "alert.raised" ->
          getTranslation(
              "timeline.alert.raised",
              named("alerts.kind.", entry.details().get("kind")),
              named("alerts.severity.", entry.details().get("severity")));
      case "alert.closed" ->
          getTranslation(
              "timeline.alert.closed", named("alerts.outcome.", entry.details().get("outcome")));
      case "opened", "changed", "confirmed", "reopened", "closed", "alert.accepted" ->
          getTranslation("timeline." + entry.kind());
      // A newer release wrote it: better its own word than none.
      default -> entry.kind();
    };
  }

  private String named(String prefix, @Nullable String value) {
    return value == null ? "–" : getTranslation(prefix + value);
  }
}
