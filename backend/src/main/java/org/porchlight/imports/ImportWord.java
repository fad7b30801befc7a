package org.porchlight.imports;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.porchlight.registry.Relation;
import org.porchlight.registry.Sees;

/// The words that may stand in a cell, in English and Spanish.
final class ImportWord {

  private static final Map<String, Relation> RELATIONS =
      Map.of(
          "owner", Relation.OWNER,
          "propietario", Relation.OWNER,
          "propietaria", Relation.OWNER,
          "tenant", Relation.TENANT_WITH_CONSENT,
          "tenant_with_consent", Relation.TENANT_WITH_CONSENT,
          "inquilino", Relation.TENANT_WITH_CONSENT,
          "inquilina", Relation.TENANT_WITH_CONSENT,
          "manager", Relation.MANAGER,
          "administrador", Relation.MANAGER,
          "administradora", Relation.MANAGER);

  private static final Map<String, Sees> SEES =
      Map.ofEntries(
          Map.entry("indoors", Sees.INDOORS),
          Map.entry("interior", Sees.INDOORS),
          Map.entry("street", Sees.STREET),
          Map.entry("calle", Sees.STREET),
          Map.entry("sidewalk", Sees.SIDEWALK),
          Map.entry("acera", Sees.SIDEWALK),
          Map.entry("entrance", Sees.ENTRANCE),
          Map.entry("entrada", Sees.ENTRANCE),
          Map.entry("parking", Sees.PARKING),
          Map.entry("estacionamiento", Sees.PARKING),
          Map.entry("alley", Sees.ALLEY),
          Map.entry("callejon", Sees.ALLEY),
          Map.entry("yard", Sees.YARD),
          Map.entry("patio", Sees.YARD));

  private ImportWord() {}

  static Optional<Relation> relation(String word) {
    return Optional.ofNullable(RELATIONS.get(plain(word)));
  }

  static Optional<Sees> sees(String word) {
    return Optional.ofNullable(SEES.get(plain(word)));
  }

  /// The words of a cell with several, however they are set apart.
  static String[] words(String cell) {
    return Arrays.stream(cell.split("[;,|/+]"))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toArray(String[]::new);
  }

  /// Lower case, without accents, blanks and hyphens as underscores.
  static String plain(String word) {
    return Normalizer.normalize(word.strip(), Normalizer.Form.NFD)
        .codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK && c != 0xFEFF)
        .mapToObj(Character::toString)
        .collect(Collectors.joining())
        .toLowerCase(Locale.ROOT)
        .replaceAll("[\\s-]+", "_");
  }
}
