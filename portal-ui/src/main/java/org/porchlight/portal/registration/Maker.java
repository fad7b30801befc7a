package org.porchlight.portal.registration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Where the cameras of one maker have their stream, as kept in `makers.json`.
///
/// @param main address of the main stream, with `{host}` where the camera's goes
/// @param sub the same for a smaller picture
/// @param looks what the address looks like where it is another one for each camera
/// @param where it is found, by language
/// @param source page or manual that was read for it
record Maker(
    String name,
    Gives gives,
    @Nullable String main,
    @Nullable String sub,
    @Nullable String looks,
    Map<String, String> where,
    @Nullable String source,
    Described describedBy) {

  private static final String HOST = "{host}";

  /// Whether there is a stream to be had.
  enum Gives {
    STREAM,
    /// From some models, or with something more.
    SOME,
    NONE
  }

  /// Who described the address.
  enum Described {
    MAKER,
    OTHERS,
    /// Nobody that was found: it is what is usually said.
    NOBODY
  }

  /// By name. Read once.
  static List<Maker> all() {
    return Book.MAKERS;
  }

  Optional<String> mainAt(String host) {
    return at(main, host);
  }

  Optional<String> subAt(String host) {
    return at(sub, host);
  }

  Optional<String> looksAt(String host) {
    return at(looks, host);
  }

  String whereIn(Locale language) {
    var words = where.get(language.getLanguage());
    return words == null ? Objects.requireNonNull(where.get("en")) : words;
  }

  private static Optional<String> at(@Nullable String template, String host) {
    return Optional.ofNullable(template).map(address -> address.replace(HOST, host));
  }

  private static final class Book {

    static final List<Maker> MAKERS = read();

    private static List<Maker> read() {
      try (var in = Maker.class.getResourceAsStream("makers.json")) {
        return List.of(JsonMapper.shared().readValue(Objects.requireNonNull(in), Maker[].class));
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }
}
