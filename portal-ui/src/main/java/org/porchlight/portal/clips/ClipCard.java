package org.porchlight.portal.clips;

import com.vaadin.flow.component.HasAriaLabel;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.porchlight.access.Purpose;
import org.porchlight.evidence.Clip;
import org.porchlight.evidence.ClipState;
import org.porchlight.evidence.CustodyLine;
import org.porchlight.identity.PersonId;
import org.porchlight.portal.center.Words;

/// One clip: what it is, its checksum, its player, and who had it in hand.
final class ClipCard extends Article implements HasAriaLabel {

  private static final long serialVersionUID = 1L;

  final Button play;
  final Details custody;
  private final Div screen = new Div();
  private final Span state = new Span();

  ClipCard(
      Clip clip,
      String camera,
      Function<@Nullable PersonId, String> names,
      Supplier<List<CustodyLine>> handlings) {
    addClassNames("panel", "clip-card");
    setAriaLabel(getTranslation("clips.clip", camera));
    var words = Words.of(UI.getCurrent());
    state.addClassName("state");
    var head = new Div(new H2(camera), state);
    head.addClassName("part-head");
    screen.addClassName("clip-screen");
    screen.getElement().setAttribute("aria-live", "polite");
    play = new Button(getTranslation("clips.play"), VaadinIcon.PLAY.create());
    play.addThemeVariants(ButtonVariant.PRIMARY);
    play.setAriaLabel(getTranslation("clips.playCamera", camera, words.moment(clip.from())));
    play.addClickListener(_ -> play(clip, camera));
    custody = new Details(getTranslation("clips.custody"));
    custody.addOpenedChangeListener(change -> {
      if (change.isOpened()) {
        showCustody(handlings.get(), names, words);
      }
    });
    screen.add(small(clip));
    add(head, screen, play, facts(clip, names, words), custody);
    show(clip);
  }

  /// Only the state of a clip ever changes.
  void show(Clip clip) {
    state.setText(getTranslation("clips.state." + clip.state().name()));
    state.setClassName("state-good", clip.state() == ClipState.STORED);
    state.setClassName("state-waiting", clip.state() == ClipState.SPOOLED);
    state.setClassName("state-bad", clip.state() == ClipState.FAILED);
    play.setEnabled(clip.state() != ClipState.CUTTING && clip.state() != ClipState.FAILED);
  }

  /// Passes the decision, as the clip does; where there is none, nothing is in its place.
  private Image small(Clip clip) {
    var small = new Image("media/clips/" + clip.id() + "/thumbnail", "");
    small.getElement().setAttribute("loading", "lazy");
    small.getElement().addEventListener("error", _ -> screen.remove(small));
    return small;
  }

  private void play(Clip clip, String camera) {
    var player = new ClipPlayer(clip.id(), getTranslation("clips.clip", camera));
    player.addFailureListener(_ -> refuse());
    screen.removeAll();
    screen.add(player);
    play.setVisible(false);
  }

  private void refuse() {
    var sentence = new Paragraph(getTranslation("clips.cannotPlay"));
    sentence.addClassNames("message", "message-bad");
    screen.removeAll();
    screen.add(sentence);
    play.setVisible(true);
  }

  private DescriptionList facts(
      Clip clip, Function<@Nullable PersonId, String> names, Words words) {
    var facts = new DescriptionList();
    facts.addClassName("facts");
    var length = Words.span(Duration.between(clip.from(), clip.to()));
    fact(facts, "clips.from", new Span(words.moment(clip.from()) + " (" + length + ")"));
    var asked = clip.asked();
    if (asked.parts() > 1 || asked.from().plusSeconds(1).isBefore(clip.from())) {
      var window = words.moment(asked.from()) + " – " + words.clock(asked.to());
      var part =
          asked.parts() == 1
              ? ""
              : ", " + getTranslation("clips.part", asked.part(), asked.parts());
      fact(facts, "clips.asked", new Span(window + part));
    }
    fact(facts, "clips.size", new Span(words.size(clip.bytes())));
    if (clip.gaps() > 0) {
      fact(facts, "clips.gaps", new Span(String.valueOf(clip.gaps())));
    }
    fact(facts, "clips.purpose", new Span(purpose(clip)));
    fact(facts, "clips.savedBy", new Span(names.apply(clip.savedBy())));
    var hash = new Span(clip.sha256());
    hash.addClassName("hash");
    fact(facts, "clips.sha256", hash);
    return facts;
  }

  private String purpose(Clip clip) {
    return Purpose.of(clip.purpose())
        .map(known -> getTranslation(known.key()))
        .orElse(clip.purpose());
  }

  private void fact(DescriptionList facts, String key, Span value) {
    facts.add(new DescriptionList.Term(getTranslation(key)));
    facts.add(new DescriptionList.Description(value));
  }

  private void showCustody(
      List<CustodyLine> lines, Function<@Nullable PersonId, String> names, Words words) {
    var list = new OrderedList();
    list.addClassName("custody");
    for (var line : lines) {
      var who =
          line.person() == null ? getTranslation("clips.program") : names.apply(line.person());
      var item = new ListItem(words.moment(line.at()) + " · " + who + " · " + act(line.act()));
      if (line.note() != null) {
        item.add(new Span(" · " + line.note()));
      }
      list.add(item);
    }
    custody.removeAll();
    custody.add(list);
  }

  /// What happened, in words; the bare code where a newer act has no words yet.
  private String act(String code) {
    var key = "clips.custody." + code;
    var words = getTranslation(key);
    return words.contains(key) ? code : words;
  }
}
