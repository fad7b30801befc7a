package org.porchlight.portal.cameras;

import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.porchlight.consent.ConsentText;
import org.porchlight.consent.Level;
import org.porchlight.consent.Terms;
import org.porchlight.kernel.FieldError;
import org.porchlight.portal.shell.ErrorSummary;
import org.porchlight.portal.shell.ErrorText;
import org.porchlight.portal.shell.KeepsTyped;
import org.porchlight.portal.shell.Languages;

/// What an owner allows with one camera, and the words that are agreed to. The words shown are
/// those whose version and language go into the consent.
public final class TermsForm extends Div implements KeepsTyped {

  public final RadioButtonGroup<Level> level =
      new RadioButtonGroup<>(getTranslation("cameras.level"));
  public final IntegerField radius = new IntegerField(getTranslation("cameras.radius"));
  public final Select<Integer> lowestPriority = new Select<>();
  public final Checkbox audio = new Checkbox(getTranslation("cameras.audio"));
  public final IntegerField preEvent = new IntegerField(getTranslation("cameras.pre-event"));
  public final Checkbox agree = new Checkbox(getTranslation("cameras.agree"));

  final HoursForm hours = new HoursForm();

  private final Paragraph example = new Paragraph();
  private final Div words = new Div();
  private final Div duringIncidents = new Div(radius, lowestPriority);
  private final Details more = new Details(getTranslation("cameras.more"));
  private @Nullable ConsentText shown;
  private boolean brief;

  public TermsForm() {
    addClassName("stack");
    level.setItems(Level.values());
    level.addClassName("level-choice");
    level.setRenderer(new ComponentRenderer<>(this::levelChoice));
    level.setRequiredIndicatorVisible(true);
    level.setManualValidation(true);
    level.addValueChangeListener(_ -> levelChosen());
    radius.setMin(50);
    radius.setMax(1600);
    radius.setStep(50);
    radius.setStepButtonsVisible(true);
    radius.setHelperText(getTranslation("cameras.radius.help"));
    radius.setManualValidation(true);
    lowestPriority.setLabel(getTranslation("cameras.priority"));
    lowestPriority.setItems(1, 2, 3, 4, 5);
    lowestPriority.setItemLabelGenerator(item -> getTranslation("cameras.priority." + item));
    duringIncidents.addClassName("stack");
    preEvent.setMin(0);
    preEvent.setMax(60);
    preEvent.setStepButtonsVisible(true);
    preEvent.setHelperText(getTranslation("cameras.pre-event.help"));
    preEvent.setManualValidation(true);
    audio.setHelperText(getTranslation("cameras.audio.help"));
    var rest = new Div(hours, audio, preEvent);
    rest.addClassName("stack");
    more.add(rest);
    example.addClassName("example");
    words.addClassName("consent-words");
    words.getElement().setAttribute("aria-live", "polite");
    agree.setRequiredIndicatorVisible(true);
    agree.setManualValidation(true);
    add(level, example, duringIncidents, more, words, agree);
    show(Terms.usual(Level.DURING_INCIDENTS, Languages.shown()));
    level.clear();
  }

  /// Fills the form; agreeing stays the reader's own act.
  public void show(Terms terms) {
    radius.setValue(terms.radiusMetres());
    lowestPriority.setValue(terms.lowestPriority());
    audio.setValue(terms.audio());
    preEvent.setValue(terms.preEventSeconds());
    hours.show(terms.schedule());
    level.setValue(terms.level());
    agree.setValue(false);
    more.setOpened(
        terms.audio()
            || terms.preEventSeconds() > 0
            || hours.mode.getValue() != HoursForm.Mode.ALWAYS);
  }

  /// Leaves out what means nothing for a camera of the police: its sound is never received.
  public void leaveOutSound() {
    audio.setValue(false);
    audio.setVisible(false);
    more.setSummaryText(getTranslation("cameras.more.hours"));
  }

  /// Leaves out hours, sound and what comes before an event: they are asked later.
  public void leaveOutTheRest() {
    brief = true;
    more.setVisible(false);
  }

  /// SHA-256 of the words that are shown, in hexadecimal; empty as long as no level is chosen.
  public Optional<String> textHash() {
    return Optional.ofNullable(shown).map(ConsentText::hash);
  }

  /// The words are others now, so nobody has agreed to them yet.
  @Override
  public void typedIsBack() {
    agree.setValue(false);
  }

  /// What the form says now; empty as long as no level is chosen.
  public Optional<Terms> terms() {
    if (shown == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Terms(
            level.getValue(),
            radius.getValue() == null ? 0 : radius.getValue(),
            lowestPriority.getValue(),
            audio.getValue(),
            preEvent.getValue() == null ? 0 : preEvent.getValue(),
            hours.schedule(),
            shown.version(),
            shown.language()));
  }

  /// What is missing before the use case can be asked at all.
  public List<ErrorSummary.Line> missing() {
    clearErrors();
    var lines = new ArrayList<ErrorSummary.Line>();
    if (level.isEmpty()) {
      lines.add(mark(level, getTranslation("cameras.level.missing"), null));
    } else if (!agree.getValue()) {
      lines.add(mark(agree, getTranslation("cameras.agree.missing"), agree));
    }
    return lines;
  }

  /// Shows an error of the use case at its field; empty if it belongs to none of this form.
  public Optional<ErrorSummary.Line> mark(FieldError error) {
    var text = ErrorText.of(this, error);
    return switch (error.field()) {
      case "radiusMetres" -> Optional.of(mark(radius, text, radius));
      case "lowestPriority" -> Optional.of(mark(lowestPriority, text, lowestPriority));
      case "preEventSeconds" -> Optional.of(mark(preEvent, text, preEvent));
      case "level", "textVersion", "language" -> Optional.of(mark(level, text, null));
      default -> Optional.empty();
    };
  }

  private void clearErrors() {
    List.<HasValidation>of(level, radius, lowestPriority, preEvent, agree)
        .forEach(field -> field.setInvalid(false));
  }

  private static ErrorSummary.Line mark(
      HasValidation field, String text, @Nullable Focusable<?> focus) {
    field.setErrorMessage(text);
    field.setInvalid(true);
    return new ErrorSummary.Line(text, focus);
  }

  private Div levelChoice(Level item) {
    var name = new Span(getTranslation("common.level." + item));
    name.addClassName("level-name");
    var text = new Span(getTranslation("common.level." + item + ".text"));
    text.addClassName("soft");
    var choice = new Div(name, text);
    choice.addClassName("level-item");
    return choice;
  }

  private void levelChosen() {
    var chosen = level.getValue();
    shown = chosen == null ? null : ConsentText.of(chosen, Languages.shown());
    example.setVisible(chosen != null);
    words.setVisible(chosen != null);
    agree.setVisible(chosen != null);
    duringIncidents.setVisible(chosen == Level.DURING_INCIDENTS);
    more.setVisible(!brief && (chosen == Level.DURING_INCIDENTS || chosen == Level.ALWAYS));
    preEvent.setVisible(chosen == Level.DURING_INCIDENTS);
    agree.setValue(false);
    words.removeAll();
    if (shown != null) {
      example.setText(getTranslation("cameras.example." + chosen));
      for (var paragraph : shown.text().strip().split("\n\n", -1)) {
        words.add(new Paragraph(paragraph));
      }
    }
  }
}
