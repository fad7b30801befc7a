package org.porchlight.portal.health;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.Arrival;
import org.porchlight.feeds.DialInLine;
import org.porchlight.feeds.SentAway;
import org.porchlight.portal.shell.Message.Tone;
import org.porchlight.portal.shell.StateWord;

/// The cameras that dial in: who is here, since when and from where, and who was sent away. Nothing
/// where no camera does.
final class DialInsPanel extends Section {

  private static final long serialVersionUID = 1L;

  /// More are found by their name.
  static final int MOST = 50;

  final NativeTableBody rows = new NativeTableBody();
  final Paragraph more = new Paragraph();
  private List<Row> shown = List.of();

  /// What a row says, in words: only what has changed is drawn anew.
  private record Row(DialInLine line, List<String> refusals) {}

  DialInsPanel() {
    addClassName("stack");
    var columns = new NativeTableRow();
    for (var column : List.of("name", "state", "from", "refused")) {
      var cell = new NativeTableHeaderCell(getTranslation("health.dial-in.column." + column));
      cell.getElement().setAttribute("scope", "col");
      columns.add(cell);
    }
    var table = new NativeTable();
    table.addClassName("log-table");
    table.setCaptionText(getTranslation("health.dial-in"));
    table.add(new NativeTableHeader(columns), rows);
    var lead = new Paragraph(getTranslation("health.dial-in.lead"));
    lead.addClassName("soft");
    more.addClassName("soft");
    add(new H2(getTranslation("health.dial-in")), lead, table, more);
    setVisible(false);
  }

  /// @param name what the names of the cameras that are shown contain
  void show(List<DialInLine> lines, String name, HealthWords words, Instant now) {
    setVisible(!lines.isEmpty());
    var chosen =
        lines.stream()
            .filter(line -> line.camera().name().toLowerCase(Locale.ROOT).contains(name))
            .toList();
    more.setVisible(chosen.size() > MOST || chosen.isEmpty());
    more.setText(
        chosen.isEmpty()
            ? getTranslation("health.none.such")
            : getTranslation("health.dial-in.more", chosen.size() - MOST));
    var next =
        chosen.stream().limit(MOST).map(line -> new Row(line, refusals(line, words, now))).toList();
    if (next.equals(shown)) {
      return;
    }
    shown = new ArrayList<>(next);
    rows.removeAll();
    next.forEach(row -> rows.add(row(row, words, now)));
  }

  private NativeTableRow row(Row row, HealthWords words, Instant now) {
    var camera = row.line().camera();
    var arrival = row.line().now();
    return new NativeTableRow(
        cell("name", new Anchor(HealthBoardView.PATH + "/" + camera.id(), camera.name())),
        cell("state", state(arrival, words, now)),
        cell("from", from(arrival)),
        cell("refused", list(row.refusals())));
  }

  private Component state(@Nullable Arrival arrival, HealthWords words, Instant now) {
    return arrival == null
        ? new StateWord(Tone.WAITING, getTranslation("health.dial-in.absent"))
        : new StateWord(
            Tone.GOOD, getTranslation("health.dial-in.since", words.moment(arrival.since(), now)));
  }

  private Component from(@Nullable Arrival arrival) {
    if (arrival == null) {
      return new Span("–");
    }
    var how = arrival.secure() ? "health.dial-in.secure" : "health.dial-in.plain";
    return new Div(new Span(arrival.from()), new Div(getTranslation(how)));
  }

  private List<String> refusals(DialInLine line, HealthWords words, Instant now) {
    return line.sentAway().stream().map(one -> refusal(one, words, now)).toList();
  }

  private String refusal(SentAway one, HealthWords words, Instant now) {
    return getTranslation(
        one.times() == 1 ? "health.dial-in.refused" : "health.dial-in.refused.times",
        words.moment(one.at(), now),
        one.from(),
        getTranslation("health.dial-in.refused." + one.why()),
        one.times());
  }

  private static Component list(List<String> refusals) {
    if (refusals.isEmpty()) {
      return new Span("–");
    }
    var list = new UnorderedList();
    list.addClassName("plain-list");
    refusals.forEach(refusal -> list.add(new ListItem(refusal)));
    return list;
  }

  private NativeTableCell cell(String column, Component content) {
    var cell = new NativeTableCell(content);
    cell.getElement()
        .setAttribute("data-column", getTranslation("health.dial-in.column." + column));
    return cell;
  }
}
