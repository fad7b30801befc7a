package org.porchlight.portal.health;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.porchlight.feeds.FeedState;
import org.porchlight.feeds.HealthLine;
import org.porchlight.portal.shell.StateWord;

/// One camera of the board. It stays where it is while its figures change.
final class BoardRow extends NativeTableRow {

  private static final long serialVersionUID = 1L;

  /// In the order of the table; each has a heading `health.column.*`.
  static final List<String> FIGURES =
      List.of("last", "bits", "frames", "keyframes", "share", "gaps", "reconnects", "clock");

  final HealthLine first;
  private final Div state = new Div();
  private final Map<String, Span> figures = new LinkedHashMap<>();
  private String stateShown = "";

  BoardRow(HealthLine line, HealthWords words, Instant now) {
    this.first = line;
    var name = new Anchor(HealthBoardView.PATH + "/" + line.camera().id(), line.camera().name());
    cell("name", name);
    cell("state", state);
    FIGURES.forEach(figure -> {
      var value = new Span();
      figures.put(figure, value);
      cell(figure, value);
    });
    show(line, words, now);
  }

  void show(HealthLine line, HealthWords words, Instant now) {
    var standing = words.standing(line.standing());
    var problem = words.problem(line, now);
    if (!(standing + problem).equals(stateShown)) {
      stateShown = standing + problem;
      state.removeAll();
      state.add(new StateWord(HealthWords.tone(line.standing()), standing));
      if (!problem.isEmpty()) {
        var why = new Div(problem);
        why.addClassName("soft");
        state.add(why);
      }
    }
    var feed = line.now();
    var week = line.week();
    var delivers = feed.state() instanceof FeedState.Delivering;
    var last = feed.lastPacket() == null ? week.lastPicture() : feed.lastPacket();
    put("last", last == null ? "–" : words.moment(last, now));
    put("bits", delivers ? words.bitRate(feed.bitsPerSecond()) : "–");
    put("frames", delivers ? words.framesPerSecond(feed.framesPerSecond()) : "–");
    put("keyframes", delivers ? words.seconds(feed.keyframeDistance()) : "–");
    put("share", words.share(week.delivering(), week.wanted()));
    put("gaps", words.number(week.gaps(), 0));
    put("reconnects", words.number(week.reconnects(), 0));
    put("clock", words.clock(feed.clockOffset()));
  }

  private void put(String figure, String text) {
    var value = figures.get(figure);
    if (value != null && !text.equals(value.getText())) {
      value.setText(text);
    }
  }

  private void cell(String column, Component content) {
    var cell = new NativeTableCell(content);
    cell.getElement().setAttribute("data-column", getTranslation("health.column." + column));
    add(cell);
  }
}
