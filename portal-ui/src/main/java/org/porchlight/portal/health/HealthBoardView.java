package org.porchlight.portal.health;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.porchlight.feeds.HealthBoard;
import org.porchlight.feeds.HealthLine;
import org.porchlight.feeds.HealthLine.Standing;
import org.porchlight.identity.Actor;
import org.porchlight.portal.shell.CurrentActor;
import org.porchlight.portal.shell.MainLayout;
import org.porchlight.portal.shell.Page;
import org.porchlight.portal.shell.Refresh;
import org.porchlight.registry.CameraId;

/// All cameras that the reader answers for, the broken ones first.
///
/// The figures change while one reads; the order does not, so that nobody presses on another camera
/// than the one that was there.
@Route(value = HealthBoardView.PATH, layout = MainLayout.class)
@Menu(title = "health.menu", order = 25, icon = "vaadin:heart-o")
@RolesAllowed({"OPERATOR", "SUPERVISOR", "HOUSING_MANAGER", "ADMINISTRATOR"})
@StyleSheet("context://map/center.css")
class HealthBoardView extends Page {

  private static final long serialVersionUID = 1L;

  static final String PATH = "health";
  static final int PAGE = 50;

  /// What can be chosen to see.
  enum Shown {
    ALL,
    BROKEN,
    DELIVERING,
    IDLE,
    NOT_CONNECTED;

    boolean holds(Standing standing) {
      return switch (standing) {
        case LOST, WAITING, LOST_WHEN_LAST_NEEDED, CONNECTING -> this == ALL || this == BROKEN;
        case DELIVERING -> this == ALL || this == DELIVERING;
        case IDLE -> this == ALL || this == IDLE;
        case NOT_CONNECTED -> this == ALL || this == NOT_CONNECTED;
      };
    }
  }

  final Select<Shown> filter = new Select<>();
  final TextField name = new TextField();
  final Button again;
  final Button previous;
  final Button next;
  final Paragraph sum = new Paragraph();
  final NativeTableBody rows = new NativeTableBody();
  final DialInsPanel dialIns = new DialInsPanel();
  private final Paragraph none = new Paragraph();
  private final Span place = new Span();
  private final Div pages;
  private final Div frame;
  private final HealthBoard board;
  private final Clock clock;
  private final Actor me;
  private List<HealthLine> lines = List.of();
  private int page;

  HealthBoardView(HealthBoard board, Refresh refresh, Clock clock, CurrentActor visitor) {
    super("health");
    useWholeWidth();
    showLead();
    this.board = board;
    this.clock = clock;
    me = visitor.get();
    filter.setLabel(getTranslation("health.filter"));
    filter.setItems(Shown.values());
    filter.setWidth("18rem");
    filter.setMaxWidth("100%");
    filter.setItemLabelGenerator(item -> getTranslation("health.filter." + item));
    filter.setValue(Shown.ALL);
    filter.addValueChangeListener(_ -> begin());
    name.setLabel(getTranslation("health.name"));
    name.setClearButtonVisible(true);
    name.setValueChangeMode(ValueChangeMode.LAZY);
    name.addValueChangeListener(_ -> begin());
    again = new Button(getTranslation("health.again"), _ -> begin());
    previous = new Button(getTranslation("health.previous"), _ -> turn(-1));
    next = new Button(getTranslation("health.next"), _ -> turn(1));
    var tools = new Div(filter, name, again);
    tools.addClassNames("row", "tools");
    pages = new Div(previous, place, next);
    pages.addClassNames("row", "tools");
    sum.getElement().setAttribute("role", "status");
    none.addClassName("soft");
    frame = table();
    add(sum, tools, frame, none, pages, dialIns);
    begin();
    refresh.whileShown(this, CameraHealthView.EVERY, this::refresh);
  }

  /// Reads everything anew and sorts it.
  private void begin() {
    lines = board.of(me);
    page = 0;
    draw();
  }

  private void turn(int by) {
    page += by;
    draw();
    // A button that is off would lose the focus to nowhere.
    if (!next.isEnabled()) {
      previous.focus();
    } else if (!previous.isEnabled()) {
      next.focus();
    }
  }

  private void draw() {
    var words = new HealthWords(UI.getCurrent());
    var now = clock.instant();
    var chosen = chosen();
    var count = Math.max(1, (chosen.size() + PAGE - 1) / PAGE);
    page = Math.clamp(page, 0, count - 1);
    rows.removeAll();
    chosen.stream()
        .skip((long) page * PAGE)
        .limit(PAGE)
        .forEach(line -> rows.add(new BoardRow(line, words, now)));
    none.setText(getTranslation(lines.isEmpty() ? "health.none" : "health.none.such"));
    none.setVisible(chosen.isEmpty());
    frame.setVisible(!chosen.isEmpty());
    pages.setVisible(count > 1);
    place.setText(getTranslation("health.page", page + 1, count));
    previous.setEnabled(page > 0);
    next.setEnabled(page < count - 1);
    sum();
    showDialIns(words, now);
  }

  private void showDialIns(HealthWords words, Instant now) {
    dialIns.show(board.dialIns(me), typedName(), words, now);
  }

  private String typedName() {
    return name.getValue().strip().toLowerCase(Locale.ROOT);
  }

  private List<HealthLine> chosen() {
    var typed = typedName();
    return lines.stream()
        .filter(line -> filter.getValue().holds(line.standing()))
        .filter(line -> line.camera().name().toLowerCase(Locale.ROOT).contains(typed))
        .toList();
  }

  /// New figures for what is shown, where it is shown.
  private void refresh() {
    Map<CameraId, HealthLine> fresh = new HashMap<>();
    board.of(me).forEach(line -> fresh.put(line.camera().id(), line));
    var kept = new ArrayList<HealthLine>();
    lines.forEach(line -> kept.add(fresh.getOrDefault(line.camera().id(), line)));
    lines = kept;
    var words = new HealthWords(UI.getCurrent());
    var now = clock.instant();
    rows.getChildren()
        .forEach(child -> {
          if (child instanceof BoardRow row) {
            var line = fresh.get(row.first.camera().id());
            if (line != null) {
              row.show(line, words, now);
            }
          }
        });
    sum();
    showDialIns(words, now);
  }

  private void sum() {
    var lost =
        lines.stream()
            .filter(line ->
                switch (line.standing()) {
                  case LOST, LOST_WHEN_LAST_NEEDED, WAITING -> true;
                  case CONNECTING, DELIVERING, IDLE, NOT_CONNECTED -> false;
                })
            .count();
    var delivering = lines.stream().filter(line -> line.standing() == Standing.DELIVERING).count();
    var text = getTranslation("health.sum", lines.size(), delivering, lost);
    if (!text.equals(sum.getText())) {
      sum.setText(text);
    }
  }

  private Div table() {
    var columns = new NativeTableRow();
    columns.add(heading("name"), heading("state"));
    BoardRow.FIGURES.forEach(figure -> columns.add(heading(figure)));
    var table = new NativeTable();
    table.addClassNames("log-table", "health-table");
    table.setCaptionText(getTranslation("health.caption"));
    table.add(new NativeTableHeader(columns), rows);
    var around = new Div(table);
    around.addClassName("log-frame");
    around.getElement().setAttribute("tabindex", "0").setAttribute("role", "region");
    around.getElement().setAttribute("aria-label", getTranslation("health.caption"));
    return around;
  }

  private NativeTableHeaderCell heading(String column) {
    var cell = new NativeTableHeaderCell(getTranslation("health.column." + column));
    cell.getElement().setAttribute("scope", "col");
    return cell;
  }
}
