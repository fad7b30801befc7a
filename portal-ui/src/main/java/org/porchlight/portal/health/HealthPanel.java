package org.porchlight.portal.health;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.FeedState;
import org.porchlight.feeds.HealthHour;
import org.porchlight.feeds.HealthLine;
import org.porchlight.feeds.Outage;
import org.porchlight.portal.shell.StateWord;

/// How one camera fares: a sentence, its week, and the figures.
final class HealthPanel extends Div {

  private static final long serialVersionUID = 1L;

  /// Everything that it shows.
  ///
  /// @param hours of the week
  /// @param outages of the week
  record Shown(HealthLine line, List<HealthHour> hours, List<Outage> outages) {}

  final Paragraph sentence = new Paragraph();
  final WeekStrip week = new WeekStrip();
  final DescriptionList figures = new DescriptionList();
  private final Div state = new Div();
  private Map<String, String> figuresShown = Map.of();
  private @Nullable Week weekShown;

  HealthPanel() {
    addClassName("health-panel");
    state.addClassName("row");
    sentence.getElement().setAttribute("role", "status");
    var now = new Section(state, sentence);
    now.addClassNames("panel", "health-now");
    figures.addClassName("ledger-facts");
    var numbers = new Section(new H2(getTranslation("health.figures")), figures);
    numbers.addClassName("panel");
    add(now, week, numbers);
  }

  /// Touches only what has changed: screen readers are told about what is new.
  void show(Shown shown, Instant now) {
    var words = new HealthWords(UI.getCurrent());
    var line = shown.line();
    var said = words.sentence(line, now);
    if (!said.equals(sentence.getText())) {
      sentence.setText(said);
      state.removeAll();
      state.add(new StateWord(HealthWords.tone(line.standing()), words.standing(line.standing())));
    }
    var cut = Week.of(shown.hours(), shown.outages(), now, words.words().zone());
    if (!cut.equals(weekShown)) {
      weekShown = cut;
      week.show(cut, words, now, !(line.now().state() instanceof FeedState.Idle));
    }
    var facts = facts(shown, words, now);
    if (!facts.equals(figuresShown)) {
      figuresShown = facts;
      figures.removeAll();
      facts.forEach((name, value) ->
          figures.add(new DescriptionList.Term(name), new DescriptionList.Description(value)));
    }
  }

  private Map<String, String> facts(Shown shown, HealthWords words, Instant now) {
    var line = shown.line();
    var feed = line.now();
    var delivers = feed.state() instanceof FeedState.Delivering;
    @Nullable HealthHour newest =
        shown.hours().stream().filter(hour -> hour.pictures() > 0).findFirst().orElse(null);
    var last = feed.lastPacket() == null ? line.week().lastPicture() : feed.lastPacket();
    var keyframes =
        delivers || newest == null ? feed.keyframeDistance() : newest.keyframeDistance();
    var clock = delivers || newest == null ? feed.clockOffset() : newest.clockOffset();
    var bits = delivers ? feed.bitsPerSecond() : newest == null ? 0 : newest.bitsPerSecond();
    var frames = delivers ? feed.framesPerSecond() : newest == null ? 0 : newest.framesPerSecond();
    var facts = new LinkedHashMap<String, String>();
    put(facts, "last", last == null ? getTranslation("health.last.none") : words.moment(last, now));
    put(facts, "bits", bits == 0 ? "–" : words.bitRate(bits));
    put(facts, "frames", frames == 0 ? "–" : words.framesPerSecond(frames));
    put(facts, "keyframes", words.seconds(keyframes));
    put(facts, "clock", words.clock(clock));
    if (feed.codec() != null && feed.width() > 0) {
      put(facts, "picture", feed.codec() + ", " + feed.width() + " × " + feed.height());
    }
    put(facts, "share", words.share(line.week().delivering(), line.week().wanted()));
    put(facts, "gaps", words.number(line.week().gaps(), 0));
    put(facts, "reconnects", words.number(line.week().reconnects(), 0));
    return facts;
  }

  private void put(Map<String, String> facts, String name, String value) {
    facts.put(getTranslation("health.figure." + name), value);
  }
}
