package org.porchlight.portal.registration;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.porchlight.consent.CameraDraft;
import org.porchlight.kernel.FieldError;
import org.porchlight.portal.cameras.TermsForm;
import org.porchlight.portal.map.Cone;
import org.porchlight.portal.map.MapSettings;
import org.porchlight.portal.shell.ErrorSummary;
import org.porchlight.portal.shell.ErrorText;
import org.porchlight.registry.Relation;
import org.porchlight.registry.Sees;
import org.porchlight.registry.Site;

/// Place, what it sees, and what is shared: what every camera is registered with, with an account
/// or before there is one.
final class CameraForm extends Div {

  final PlaceForm place;
  final RadioButtonGroup<Relation> relation =
      new RadioButtonGroup<>(getTranslation("registration.relation"));
  final CheckboxGroup<Sees> sees = new CheckboxGroup<>(getTranslation("registration.sees"));
  final IntegerField overwriteDays = new IntegerField(getTranslation("registration.days"));
  final TextField name = new TextField(getTranslation("registration.name"));
  final TermsForm terms = new TermsForm();

  CameraForm(MapSettings map, List<Site> sites) {
    place = new PlaceForm(map, sites);
    addClassName("stack");
    relation.setItems(Relation.values());
    relation.setItemLabelGenerator(item -> getTranslation("registration.relation." + item));
    relation.setRequiredIndicatorVisible(true);
    relation.setManualValidation(true);
    place.site.addValueChangeListener(_ -> relation.setVisible(place.site.isEmpty()));
    sees.setItems(Sees.values());
    sees.setItemLabelGenerator(item -> getTranslation("registration.sees." + item));
    sees.setManualValidation(true);
    sees.addClassName("wrapping-choice");
    overwriteDays.setHelperText(getTranslation("registration.days.help"));
    overwriteDays.setMin(1);
    overwriteDays.setMax(365);
    overwriteDays.setValue(7);
    overwriteDays.setStepButtonsVisible(true);
    overwriteDays.setRequiredIndicatorVisible(true);
    overwriteDays.setManualValidation(true);
    name.setHelperText(getTranslation("registration.name.help"));
    name.setManualValidation(true);
    add(
        section("where", place, relation),
        section("what", sees, overwriteDays, name),
        section("share", terms));
  }

  private Section section(String key, Component... content) {
    var section = new Section(new H2(getTranslation("registration.section." + key)));
    section.addClassNames("panel", "stack");
    section.add(content);
    return section;
  }

  /// Leaves out what is asked later: name, view, hours, sound.
  void leaveOutTheRest() {
    name.setVisible(false);
    place.leaveOutTheView();
    terms.leaveOutTheRest();
  }

  /// Does this after every change by a person.
  void whenTyped(Runnable reaction) {
    Stream.<HasValue<?, ?>>of(
            place.address,
            place.site,
            place.latitude,
            place.longitude,
            place.bearing,
            place.angle,
            place.range,
            relation,
            sees,
            overwriteDays,
            name,
            terms.level,
            terms.radius,
            terms.lowestPriority,
            terms.audio,
            terms.preEvent)
        .forEach(field ->
            field.addValueChangeListener(changed -> {
              if (changed.isFromClient()) {
                reaction.run();
              }
            }));
    place.map.addPinListener(_ -> reaction.run());
    place.map.addConeListener(_ -> reaction.run());
  }

  /// What stands in the form. A chosen site is named by its address.
  CameraDraft draft() {
    var site = place.site.getValue();
    return new CameraDraft(
        site == null ? place.address.getValue() : site.address(),
        place.place().orElse(null),
        site == null ? relation.getValue() : site.relation(),
        sees.getValue(),
        overwriteDays.getValue(),
        name.isEmpty() ? null : name.getValue(),
        place.view().orElse(null),
        terms.terms().orElse(null),
        terms.textHash().orElse(null));
  }

  /// Fills the form; agreeing stays the reader's own act.
  void show(CameraDraft draft) {
    if (draft.address() != null) {
      place.address.setValue(draft.address());
    }
    if (draft.place() != null) {
      place.moveTo(draft.place());
    }
    relation.setValue(draft.relation());
    sees.setValue(draft.sees());
    overwriteDays.setValue(draft.overwriteDays());
    if (draft.name() != null) {
      name.setValue(draft.name());
    }
    var view = draft.view();
    if (view != null) {
      place.setCone(new Cone(view.bearing(), view.angle(), view.rangeMetres()));
    }
    if (draft.terms() != null) {
      terms.show(draft.terms());
    }
  }

  /// The required fields that were left empty, all at once and without asking the use case.
  List<ErrorSummary.Line> missing() {
    var missing = new ArrayList<ErrorSummary.Line>();
    if (place.site.isEmpty() && place.address.getValue().isBlank()) {
      missing.add(line(FieldError.of("address", "registration.address.missing")));
    }
    if (place.place().isEmpty()) {
      missing.add(line(FieldError.of("place", "registration.place.missing")));
    }
    if (place.site.isEmpty() && relation.isEmpty()) {
      missing.add(line(FieldError.of("relation", "registration.relation.missing")));
    }
    if (sees.isEmpty()) {
      missing.add(line(FieldError.of("sees", "registration.sees.missing")));
    }
    return missing;
  }

  /// Shows an error of a use case at its field; without one if it belongs to none of this form.
  ErrorSummary.Line line(FieldError error) {
    var text = ErrorText.of(this, error);
    return switch (error.field()) {
      case "address" -> mark(place.address, text, place.address);
      case "place" -> {
        place.markPlace(text);
        yield new ErrorSummary.Line(text, place.here);
      }
      case "site" -> mark(place.site, text, place.site);
      case "relation" -> mark(relation, text, null);
      case "sees" -> mark(sees, text, null);
      case "overwriteDays" -> mark(overwriteDays, text, overwriteDays);
      case "name" -> mark(name, text, name);
      default -> terms.mark(error).orElseGet(() -> new ErrorSummary.Line(text, null));
    };
  }

  static ErrorSummary.Line mark(HasValidation field, String text, @Nullable Focusable<?> focus) {
    field.setErrorMessage(text);
    field.setInvalid(true);
    return new ErrorSummary.Line(text, focus);
  }

  void clearErrors() {
    List.<HasValidation>of(place.address, place.site, relation, sees, overwriteDays, name)
        .forEach(field -> field.setInvalid(false));
    place.clearErrors();
  }
}
