package org.porchlight.imports;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The columns of a table of cameras. The order is that of the template.
@SuppressWarnings("ImmutableEnumChecker") // List.of
public enum ImportColumn {
  ADDRESS(true, "address", "direccion"),
  LATITUDE(true, "latitude", "latitud", "lat"),
  LONGITUDE(true, "longitude", "longitud", "lon", "lng"),
  RELATION(true, "relation", "relacion"),
  SEES(true, "sees", "ve"),
  NAME(false, "name", "nombre"),
  OVERWRITE_DAYS(false, "overwrite_days", "dias_hasta_sobrescribir"),
  BEARING(false, "bearing", "rumbo"),
  ANGLE(false, "angle", "angulo"),
  RANGE(false, "range_metres", "alcance_metros");

  private final boolean required;
  private final List<String> names;

  ImportColumn(boolean required, String... names) {
    this.required = required;
    this.names = List.of(names);
  }

  /// Whether the table must have it; its cells may not be empty then.
  public boolean isRequired() {
    return required;
  }

  /// What stands at its head in the template.
  ///
  /// @param language `en` or `es`
  public String name(String language) {
    return names.get(language.equals("es") ? 1 : 0);
  }

  /// The column with this head; case, accents, blanks and hyphens do not matter.
  static Optional<ImportColumn> of(String head) {
    var plain = ImportWord.plain(head);
    return Stream.of(values()).filter(column -> column.names.contains(plain)).findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
