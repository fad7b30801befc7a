package org.porchlight.portal.console;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.timepicker.TimePicker;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.porchlight.evidence.Clips;
import org.porchlight.feeds.Window;
import org.porchlight.portal.center.Words;

/// How much of a camera is saved: the last seconds or minutes, or from one time to another, today
/// or in the night before.
final class ClipWindow extends Div {

  private static final long serialVersionUID = 1L;

  final Select<Length> length = new Select<>();
  final TimePicker from = new TimePicker();
  final TimePicker to = new TimePicker();

  /// The choices.
  enum Length {
    LAST_30(Clips.USUAL),
    LAST_60(Duration.ofMinutes(1)),
    LAST_300(Duration.ofMinutes(5)),
    /// From one time to another.
    SPAN(Duration.ZERO);

    private final Duration last;

    Length(Duration last) {
      this.last = last;
    }
  }

  ClipWindow(String camera, Runnable changed) {
    addClassName("row");
    length.setItems(Length.values());
    length.setItemLabelGenerator(one -> getTranslation("console.window." + one.name()));
    length.setValue(Length.LAST_30);
    length.setAriaLabel(getTranslation("console.window") + ": " + camera);
    from.setLabel(getTranslation("console.window.from"));
    from.setAriaLabel(getTranslation("console.window.from") + ": " + camera);
    to.setLabel(getTranslation("console.window.to"));
    to.setAriaLabel(getTranslation("console.window.to") + ": " + camera);
    for (var picker : new TimePicker[] {from, to}) {
      picker.setStep(Duration.ofSeconds(1));
      picker.setVisible(false);
      picker.setWidth("9rem");
    }
    length.addValueChangeListener(change -> {
      var span = change.getValue() == Length.SPAN;
      if (span && from.isEmpty()) {
        suggest();
      }
      from.setVisible(span);
      to.setVisible(span);
      changed.run();
    });
    add(length, from, to);
  }

  /// The minute that has just passed.
  private void suggest() {
    var words = Words.of(UI.getCurrent());
    var now = LocalTime.now(words.zone()).truncatedTo(ChronoUnit.SECONDS);
    from.setValue(now.minusMinutes(1));
    to.setValue(now);
  }

  /// What the button that saves says.
  String wish() {
    return getTranslation("console.save." + length.getValue().name());
  }

  /// Empty if it can not be asked for; then the fields say why.
  Optional<Window> chosen() {
    if (length.getValue() != Length.SPAN) {
      return Optional.of(new Window.Last(length.getValue().last));
    }
    var begin = from.getValue();
    var end = to.getValue();
    from.setInvalid(begin == null);
    to.setInvalid(end == null);
    if (begin == null || end == null) {
      return Optional.empty();
    }
    var zone = Words.of(UI.getCurrent()).zone();
    var now = java.time.ZonedDateTime.now(zone);
    var last = now.with(end);
    if (last.isAfter(now.plusMinutes(1))) {
      last = last.minusDays(1);
    }
    var first = last.with(begin);
    var wrong = !first.isBefore(last) || Duration.between(first, last).compareTo(Clips.LONGEST) > 0;
    to.setErrorMessage(getTranslation("console.window.wrong", Clips.LONGEST.toMinutes()));
    to.setInvalid(wrong);
    return wrong ? Optional.empty() : Optional.of(span(first.toInstant(), last.toInstant()));
  }

  /// The second that was typed last belongs to it.
  private static Window span(Instant from, Instant to) {
    return new Window.Span(from, to.plus(Duration.ofMillis(999)));
  }
}
