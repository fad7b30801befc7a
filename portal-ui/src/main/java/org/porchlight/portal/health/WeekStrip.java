package org.porchlight.portal.health;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.porchlight.portal.center.Words;
import org.porchlight.portal.health.Week.Day;
import org.porchlight.portal.health.Week.Hour;

/// A camera's last seven days: a bar for every hour, and the same as a list of sentences.
final class WeekStrip extends Section {

  private static final long serialVersionUID = 1L;

  private static final int MOST_OUTAGES = 12;

  final OrderedList days = new OrderedList();
  private final Div picture = new Div();

  WeekStrip() {
    addClassName("panel");
    var title = new H2(getTranslation("health.week"));
    var lead = new Paragraph(getTranslation("health.week.lead"));
    lead.addClassName("soft");
    picture.addClassName("week-strip");
    // The list below says the same.
    picture.getElement().setAttribute("aria-hidden", "true");
    days.addClassName("week-days");
    add(title, lead, picture, legend(), days);
  }

  /// @param isTried whether the camera is being tried at this moment
  void show(Week week, HealthWords words, Instant now, boolean isTried) {
    picture.removeAll();
    picture.add(hoursAbove());
    week.days().forEach(day -> picture.add(row(day, words)));
    days.removeAll();
    week.days().reversed().forEach(day -> days.add(item(day, words, now, isTried)));
  }

  private static Div hoursAbove() {
    var bars = new Div();
    bars.addClassName("week-bars");
    for (var hour = 0; hour < Week.HOURS; hour++) {
      var label = new Span(hour % 6 == 0 ? Integer.toString(hour) : "");
      label.addClassName("week-hour");
      bars.add(label);
    }
    var row = new Div(new Span(), bars);
    row.addClassName("week-row");
    return row;
  }

  private static Div row(Day day, HealthWords words) {
    var label = new Span(words.shortDay(day.date()));
    label.addClassName("week-label");
    var bars = new Div();
    bars.addClassName("week-bars");
    day.hours().forEach(hour -> bars.add(bar(hour)));
    var row = new Div(label, bars);
    row.addClassName("week-row");
    return row;
  }

  private static Div bar(Hour hour) {
    var bar = new Div();
    var look = hour.look();
    bar.addClassNames("week-bar", "week-" + name(look));
    if (look == Hour.Look.PARTLY) {
      var part = Math.clamp(Math.round(100.0 * hour.delivering() / hour.wanted()), 15, 85);
      bar.getStyle().set("--part", part + "%");
    }
    return bar;
  }

  private Div legend() {
    var legend = new Div();
    legend.addClassNames("row", "week-legend");
    legend.getElement().setAttribute("aria-hidden", "true");
    for (var look :
        List.of(Hour.Look.WHOLE, Hour.Look.PARTLY, Hour.Look.NOTHING, Hour.Look.NOT_NEEDED)) {
      var sign = new Div();
      sign.addClassNames("week-bar", "week-" + name(look));
      var entry = new Span(sign, new Span(getTranslation("health.look." + look)));
      entry.addClassName("week-entry");
      legend.add(entry);
    }
    return legend;
  }

  private static String name(Hour.Look look) {
    return look.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private ListItem item(Day day, HealthWords words, Instant now, boolean isTried) {
    var date = new Span(words.day(day.date()) + ":");
    date.addClassName("week-date");
    var item = new ListItem(date, new Span(" " + sum(day)));
    if (!day.outages().isEmpty()) {
      var outages = new UnorderedList();
      day.outages().stream()
          .limit(MOST_OUTAGES)
          .forEach(outage -> outages.add(new ListItem(words.outage(outage, now, isTried))));
      var more = day.outages().size() - MOST_OUTAGES;
      if (more > 0) {
        outages.add(new ListItem(getTranslation("health.outages.more", more)));
      }
      item.add(outages);
    }
    return item;
  }

  private String sum(Day day) {
    if (day.wanted().isZero()) {
      return getTranslation(
          day.outages().isEmpty() ? "health.day.not-needed" : "health.day.outages");
    }
    var missing = day.wanted().minus(day.delivering());
    return missing.toSeconds() < 1
        ? getTranslation("health.day.whole", Words.span(day.wanted()))
        : getTranslation(
            "health.day.missing",
            Words.span(day.delivering()),
            Words.span(day.wanted()),
            Words.span(missing));
  }
}
