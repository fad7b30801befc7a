package org.porchlight.incidents;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.porchlight.kernel.FieldError;
import org.porchlight.kernel.Place;

/// Checks that CAD and the desk share. A message key is `incident.`, the field, and what is wrong.
final class IncidentFields {

  static final int LONGEST_NUMBER = 40;
  static final int LONGEST_KIND = 80;
  static final int LONGEST_ADDRESS = 200;

  private IncidentFields() {}

  static List<FieldError> errors(NewIncident typed) {
    var errors = new ArrayList<FieldError>();
    if (typed.number() != null && !typed.number().isBlank()) {
      text(errors, "number", typed.number(), LONGEST_NUMBER);
    }
    text(errors, "kind", typed.kind(), LONGEST_KIND);
    priority(errors, typed.priority());
    place(errors, typed.place());
    if (typed.address() != null && !typed.address().isBlank()) {
      text(errors, "address", typed.address(), LONGEST_ADDRESS);
    }
    return errors;
  }

  static void text(List<FieldError> errors, String field, @Nullable String text, int longest) {
    if (text == null || text.isBlank()) {
      errors.add(FieldError.of(field, "incident." + field + ".missing"));
    } else if (text.strip().length() > longest) {
      errors.add(
          new FieldError(
              field, "incident." + field + ".too-long", Map.of("most", Integer.toString(longest))));
    } else if (text.chars().anyMatch(IncidentFields::isForbidden)) {
      errors.add(FieldError.of(field, "incident." + field + ".bad-character"));
    }
  }

  static void priority(List<FieldError> errors, @Nullable Integer priority) {
    if (priority == null) {
      errors.add(FieldError.of("priority", "incident.priority.missing"));
    } else if (priority < 1 || priority > 5) {
      errors.add(FieldError.of("priority", "incident.priority.out-of-range"));
    }
  }

  /// Null Island is where a position goes that nobody filled in.
  static void place(List<FieldError> errors, @Nullable Place place) {
    if (place == null || (place.latitude() == 0 && place.longitude() == 0)) {
      errors.add(FieldError.of("place", "incident.place.missing"));
    }
  }

  private static boolean isForbidden(int character) {
    return Character.isISOControl(character)
        && character != '\n'
        && character != '\r'
        && character != '\t';
  }
}
