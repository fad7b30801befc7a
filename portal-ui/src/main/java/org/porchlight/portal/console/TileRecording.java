package org.porchlight.portal.console;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import java.util.List;
import java.util.Optional;
import org.porchlight.evidence.Recording;
import org.porchlight.portal.shell.Message.Tone;
import org.porchlight.portal.shell.StateWord;
import org.porchlight.registry.Camera;

/// Whether a camera is recorded, and what may be done about it: during an incident an operator
/// begins and stops, elsewhere a supervisor sets for how many days it is kept.
final class TileRecording extends Div {

  private static final long serialVersionUID = 1L;

  private static final List<Integer> DAYS = List.of(0, 1, 3, 7, 14, 30, 90);

  final Button begin;
  final Button stop;
  final Select<Integer> days = new Select<>();
  private final Div state = new Div();
  private final boolean during;
  private final boolean rules;

  /// What it asks the console to do.
  interface Wishes {

    void record();

    void stopRecording();

    void keepDays(int days);
  }

  /// @param during whether the camera was opened for an incident
  /// @param rules whether the person may set rules
  TileRecording(Camera camera, boolean during, boolean rules, Wishes wishes) {
    this.during = during;
    this.rules = rules;
    addClassName("row");
    state.getElement().setAttribute("role", "status");
    begin = new Button(getTranslation("console.record"), VaadinIcon.CIRCLE.create());
    begin.addClickListener(_ -> wishes.record());
    stop = new Button(getTranslation("console.record.stop"), VaadinIcon.STOP.create());
    stop.addClickListener(_ -> wishes.stopRecording());
    for (var button : new Button[] {begin, stop}) {
      button.setAriaLabel(button.getText() + ": " + camera.name());
    }
    days.setLabel(getTranslation("console.record.keep"));
    days.setAriaLabel(getTranslation("console.record.keep") + ": " + camera.name());
    days.setItems(DAYS);
    days.setItemLabelGenerator(number ->
        number == 0
            ? getTranslation("console.record.never")
            : getTranslation("console.record.days", number));
    days.addValueChangeListener(change -> {
      if (change.isFromClient() && change.getValue() != null) {
        wishes.keepDays(change.getValue());
      }
    });
    add(state, begin, stop, days);
    show(Optional.empty());
  }

  void show(Optional<Recording> now) {
    state.removeAll();
    now.ifPresent(recording -> {
      var words =
          recording.incident() == null
              ? getTranslation("console.recorded.rule", recording.keepDays())
              : getTranslation("console.recorded.incident");
      state.add(new StateWord(Tone.WAITING, words));
    });
    var mine = now.filter(recording -> recording.incident() != null).isPresent();
    begin.setVisible(during && now.isEmpty());
    stop.setVisible(mine);
    days.setVisible(!during && rules);
    days.setValue(
        now.filter(recording -> recording.incident() == null)
            .map(Recording::keepDays)
            .filter(DAYS::contains)
            .orElse(0));
  }

  void refused(String why) {
    state.removeAll();
    var words = new Span(why);
    words.addClassName("state-bad");
    state.add(words);
  }
}
