package org.porchlight.access;

import java.util.Optional;

/// Why police want to look. A closed list: what is not in it cannot be asked for. Shown to the
/// owner in the words of the translation key.
public enum Purpose {
  INV_HOMICIDE,
  INV_SHOOTING,
  INV_ROBBERY,
  INV_ASSAULT,
  INV_BURGLARY,
  INV_VEHICLE_THEFT,
  INV_HIT_AND_RUN,
  MISSING_PERSON,
  EMERGENCY_IN_PROGRESS,
  OFFICER_IN_DANGER;

  /// For example `INV-VEHICLE-THEFT`.
  public String code() {
    return name().replace('_', '-');
  }

  /// Key of its words in the translations, for example `purpose.INV-VEHICLE-THEFT`.
  public String key() {
    return "purpose." + code();
  }

  public static Optional<Purpose> of(String code) {
    for (var purpose : values()) {
      if (purpose.code().equals(code)) {
        return Optional.of(purpose);
      }
    }
    return Optional.empty();
  }
}
