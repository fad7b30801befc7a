package org.porchlight.registry;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.porchlight.kernel.FieldError;

/// Checks that registering and editing share.
final class Fields {

  private static final int LONGEST_NAME = 60;
  private static final int MOST_DAYS = 365;

  private Fields() {}

  static void checkSees(Set<Sees> sees, List<FieldError> errors) {
    if (sees.isEmpty()) {
      errors.add(FieldError.of("sees", "registration.sees.missing"));
    }
  }

  static void checkOverwriteDays(@Nullable Integer days, List<FieldError> errors) {
    if (days == null) {
      errors.add(FieldError.of("overwriteDays", "registration.overwriteDays.missing"));
    } else if (days < 1 || days > MOST_DAYS) {
      errors.add(
          new FieldError(
              "overwriteDays",
              "registration.overwriteDays.out-of-range",
              Map.of("least", "1", "most", Integer.toString(MOST_DAYS))));
    }
  }

  static void checkName(@Nullable String name, List<FieldError> errors) {
    if (name != null && name.strip().length() > LONGEST_NAME) {
      errors.add(
          new FieldError(
              "name",
              "registration.name.too-long",
              Map.of("most", Integer.toString(LONGEST_NAME))));
    }
  }

  static FieldError tooFarFromSite() {
    return new FieldError(
        "place",
        "registration.place.too-far-from-site",
        Map.of("metres", Integer.toString((int) Registration.FARTHEST_FROM_SITE)));
  }
}
