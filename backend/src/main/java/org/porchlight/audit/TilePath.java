package org.porchlight.audit;

import java.util.Optional;
import java.util.regex.Pattern;

/// Where a tile or a bundle of entries lies: `0/x001/x234/067` is the full tile 1,234,067 of level
/// 0, `entries/000.p/17` the first 17 entries (https://c2sp.org/tlog-tiles).
///
/// @param level 0 to 7, or [#ENTRIES]
/// @param width 1 to 256 hashes or entries
public record TilePath(int level, long number, int width) {

  /// In place of a level: the entries themselves.
  public static final int ENTRIES = -1;

  private static final Pattern FORM =
      Pattern.compile("(entries|[0-7])/((?:x[0-9]{3}/){0,4}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  /// Reads what [#toString] writes, and nothing else: each tile has one address.
  public static Optional<TilePath> parse(String path) {
    var match = FORM.matcher(path);
    if (!match.matches()) {
      return Optional.empty();
    }
    var level = match.group(1).equals("entries") ? ENTRIES : Integer.parseInt(match.group(1));
    var number = Long.parseLong(match.group(2).replaceAll("[x/]", ""));
    var partial = match.group(3);
    var width = partial == null ? PublicLog.FULL : Integer.parseInt(partial);
    var tile = new TilePath(level, number, width);
    return width <= PublicLog.FULL && tile.toString().equals(path)
        ? Optional.of(tile)
        : Optional.empty();
  }

  /// The path, without a leading slash.
  @Override
  public String toString() {
    var path = "%03d".formatted(number % 1000);
    for (var rest = number / 1000; rest > 0; rest /= 1000) {
      path = "x%03d/%s".formatted(rest % 1000, path);
    }
    return (level == ENTRIES ? "entries" : Integer.toString(level))
        + "/"
        + path
        + (width == PublicLog.FULL ? "" : ".p/" + width);
  }
}
