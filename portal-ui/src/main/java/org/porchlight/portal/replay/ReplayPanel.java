package org.porchlight.portal.replay;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.porchlight.evidence.Clips;
import org.porchlight.evidence.Footage;
import org.porchlight.evidence.Replay;
import org.porchlight.feeds.Window;
import org.porchlight.portal.center.Words;
import org.porchlight.portal.clips.ClipNote;
import org.porchlight.registry.Camera;

/// One open replay: the player, what there is in words, and the button that keeps some of it.
final class ReplayPanel extends Section {

  private static final long serialVersionUID = 1L;

  /// What the timeline shows on each side of the moment that was asked for.
  static final Duration SIDE = Duration.ofMinutes(5);

  private static final int MOST_LINES = 40;

  /// What the panel asks the page to do.
  interface Wishes {

    void save(Window window);

    void closeReplay();
  }

  final ReplayPlayer player;
  final Select<Duration> length = new Select<>();
  final Button save;
  final Button close;
  final ClipNote note = new ClipNote();
  final Details spans = new Details();
  private final Div tools = new Div();
  private final Camera camera;
  private final Replay replay;

  ReplayPanel(Camera camera, Replay replay, String viewer, Wishes wishes) {
    this.camera = camera;
    this.replay = replay;
    addClassNames("panel", "replay-panel");
    setAriaLabel(getTranslation("replay.of", camera.name()));
    player = new ReplayPlayer(camera.name(), viewer);
    player.addMoveListener(move -> show(move.at(), move.play()));

    length.setLabel(getTranslation("replay.save.length"));
    length.setItems(Clips.USUAL, Duration.ofMinutes(1), Duration.ofMinutes(5));
    length.setItemLabelGenerator(one -> getTranslation("replay.save.around", Words.span(one)));
    length.setValue(Clips.USUAL);
    save = new Button(getTranslation("replay.save"), VaadinIcon.SCISSORS.create());
    save.addThemeVariants(ButtonVariant.PRIMARY);
    save.setDisableOnClick(true);
    save.addClickListener(_ -> player.whichMoment(at -> wishes.save(around(at))));
    close = new Button(getTranslation("replay.close"), _ -> wishes.closeReplay());
    tools.add(length, save, close);
    tools.addClassNames("row", "replay-tools");

    var clocks = new Paragraph(getTranslation("replay.clocks"));
    clocks.addClassName("soft");
    add(new H2(camera.name()), player, tools, note, spans, clocks);
  }

  Camera camera() {
    return camera;
  }

  Replay replay() {
    return replay;
  }

  /// As much before the picture as after it.
  private Window.Span around(Instant at) {
    var half = length.getValue().dividedBy(2);
    return new Window.Span(at.minus(half), at.plus(half));
  }

  /// Goes to a moment.
  void show(Instant at, boolean play) {
    if (!replay.isOpen() || at.isBefore(Instant.EPOCH) || at.isAfter(FARTHEST)) {
      return;
    }
    var from = at.minus(SIDE);
    var to = at.plus(SIDE);
    var found = replay.between(from, to);
    player.show(replay, found, from, to, at, play);
    showSpans(found.footage());
  }

  /// No clock of ours will show it; and a number out of a browser may be anything.
  private static final Instant FARTHEST = Instant.parse("2999-12-31T00:00:00Z");

  private void showSpans(Footage footage) {
    var words = Words.of(UI.getCurrent());
    var lines = new ArrayList<Map.Entry<Instant, String>>();
    for (var span : footage.recorded()) {
      lines.add(Map.entry(span.from(), words("replay.recorded", span, words)));
    }
    for (var gap : footage.gaps()) {
      lines.add(Map.entry(gap.from(), words("replay.gap", gap, words)));
    }
    lines.sort(Map.Entry.comparingByKey(Comparator.naturalOrder()));
    var list = new UnorderedList();
    lines.stream().limit(MOST_LINES).forEach(line -> list.add(new ListItem(line.getValue())));
    spans.removeAll();
    spans.add(list);
    spans.setSummaryText(
        lines.isEmpty() ? getTranslation("replay.nothing") : counted(footage.gaps().size()));
  }

  private String counted(int gaps) {
    return gaps == 0
        ? getTranslation("replay.spans.none")
        : gaps == 1 ? getTranslation("replay.spans.one") : getTranslation("replay.spans", gaps);
  }

  private String words(String key, Footage.Span span, Words words) {
    return getTranslation(
        key,
        words.clock(span.from()),
        words.clock(span.to()),
        Words.span(Duration.between(span.from(), span.to())));
  }

  /// Nothing can be seen or saved any more.
  void over(String why) {
    player.over(why);
    List.of(tools, spans).forEach(part -> part.setVisible(false));
  }
}
