package org.porchlight.portal.ledger;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.time.temporal.WeekFields;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A month as a table of days with how much happened on each; a day can be chosen. With the
/// keyboard: arrows go from day to day, Page Up and Page Down to the other months, Enter chooses.
/// The list of the chosen day is its twin.
@Tag("month-table")
@JsModule("context://ledger/month-table.js")
@StyleSheet("context://ledger/ledger.css")
final class MonthTable extends Component implements HasComponents {

  private static final long serialVersionUID = 1L;

  private final transient Consumer<YearMonth> turned;
  private final transient Consumer<LocalDate> chosen;

  MonthTable(Consumer<YearMonth> turned, Consumer<LocalDate> chosen) {
    this.turned = turned;
    this.chosen = chosen;
  }

  /// @param counts how much, by day; days without are absent
  /// @param open the day that is chosen, if one is
  void show(
      YearMonth month,
      Map<LocalDate, Integer> counts,
      @Nullable LocalDate open,
      LocalDate today,
      Locale language) {
    removeAll();
    var name = month.format(DateTimeFormatter.ofPattern("LLLL uuuu", language));
    var before = turn(month.minusMonths(1), "ledger.month.before", "before", language);
    var after = turn(month.plusMonths(1), "ledger.month.after", "after", language);
    after.setEnabled(month.isBefore(YearMonth.from(today)));
    var title = new Span(name);
    title.addClassName("month-name");
    title.getElement().setAttribute("aria-live", "polite");
    var head = new Div(before, title, after);
    head.addClassName("month-head");
    var table = new NativeTable();
    table.getElement().setAttribute("aria-label", getTranslation("ledger.month.label", name));
    var first = WeekFields.of(language).getFirstDayOfWeek();
    var days = new NativeTableBody();
    for (var day = first(month, first); !day.isAfter(month.atEndOfMonth()); ) {
      var week = new NativeTableRow();
      for (int i = 0; i < 7; i++, day = day.plusDays(1)) {
        week.add(
            YearMonth.from(day).equals(month)
                ? cell(day, counts.getOrDefault(day, 0), day.equals(open), today, language)
                : new NativeTableCell());
      }
      days.add(week);
    }
    table.add(new NativeTableHeader(weekdays(first, language)), days);
    add(head, table);
  }

  private static LocalDate first(YearMonth month, DayOfWeek weekBegins) {
    var day = month.atDay(1);
    return day.minusDays(Math.floorMod(day.getDayOfWeek().getValue() - weekBegins.getValue(), 7));
  }

  private static NativeTableRow weekdays(DayOfWeek first, Locale language) {
    var row = new NativeTableRow();
    for (int i = 0; i < 7; i++) {
      var day = first.plus(i);
      var cell =
          new NativeTableHeaderCell(day.getDisplayName(TextStyle.SHORT_STANDALONE, language));
      cell.getElement().setAttribute("scope", "col");
      cell.getElement()
          .setAttribute("abbr", day.getDisplayName(TextStyle.FULL_STANDALONE, language));
      row.add(cell);
    }
    return row;
  }

  private NativeButton turn(YearMonth to, String key, String way, Locale language) {
    var button = new NativeButton(way.equals("before") ? "‹" : "›", _ -> turned.accept(to));
    var name = to.format(DateTimeFormatter.ofPattern("LLLL uuuu", language));
    button.getElement().setAttribute("aria-label", getTranslation(key, name));
    button.getElement().setAttribute("data-month", way);
    return button;
  }

  private NativeTableCell cell(
      LocalDate day, int count, boolean open, LocalDate today, Locale language) {
    var number = new Span(String.valueOf(day.getDayOfMonth()));
    var many = new Span(count == 0 ? "" : String.valueOf(count));
    many.addClassName("month-count");
    var button = new NativeButton("", _ -> chosen.accept(day));
    button.add(number, many);
    var full = DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).withLocale(language);
    var key = count == 1 ? "ledger.month.one" : "ledger.month.many";
    button.getElement().setAttribute("aria-label", getTranslation(key, full.format(day), count));
    button.getElement().setAttribute("aria-pressed", String.valueOf(open));
    button.getElement().setAttribute("data-day", day.toString());
    if (count > 0) {
      button.addClassName("month-busy");
    }
    if (day.equals(today)) {
      button.getElement().setAttribute("aria-current", "date");
    }
    button.setEnabled(!day.isAfter(today));
    return new NativeTableCell(button);
  }
}
