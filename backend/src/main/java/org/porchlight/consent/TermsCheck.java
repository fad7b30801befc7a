package org.porchlight.consent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.porchlight.kernel.FieldError;
import org.porchlight.registry.Ownership;

/// What is wrong with terms.
final class TermsCheck {

  private TermsCheck() {}

  static List<FieldError> errors(Terms terms, Ownership ownership) {
    var errors = new ArrayList<FieldError>();
    range(errors, "radiusMetres", terms.radiusMetres(), 50, 1600);
    range(errors, "lowestPriority", terms.lowestPriority(), 1, 5);
    range(errors, "preEventSeconds", terms.preEventSeconds(), 0, 60);
    if (!terms.language().equals("en") && !terms.language().equals("es")) {
      errors.add(FieldError.of("language", "consent.language.unknown"));
    } else if (!ConsentText.of(terms.level(), terms.language())
        .version()
        .equals(terms.textVersion())) {
      errors.add(FieldError.of("textVersion", "consent.textVersion.outdated"));
    }
    if (ownership == Ownership.POLICE && terms.level() != Level.ALWAYS) {
      errors.add(FieldError.of("level", "consent.level.police-always"));
    }
    return errors;
  }

  private static void range(List<FieldError> errors, String field, int value, int least, int most) {
    if (value < least || value > most) {
      errors.add(
          new FieldError(
              field,
              "consent." + field + ".out-of-range",
              Map.of("least", Integer.toString(least), "most", Integer.toString(most))));
    }
  }
}
