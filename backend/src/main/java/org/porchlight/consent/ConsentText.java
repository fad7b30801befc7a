package org.porchlight.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The words an owner agrees to. They lie under `consent/<version>/` on the class path and are
/// never edited: other words are another version.
///
/// @param version for example `2026-11`
/// @param language `en` or `es`
/// @param hash SHA-256 of the text in UTF-8, in hexadecimal
public record ConsentText(String version, String language, String text, String hash) {

  private static final String IN_USE = "2026-12";

  /// The versions whose words say that police may open the camera in an emergency. Whoever agreed
  /// to others did not agree to that.
  private static final Set<String> NAME_EMERGENCIES = Set.of("2026-12");

  private static final Map<String, ConsentText> READ = new ConcurrentHashMap<>();

  /// The words in use now. Spanish for `es`, English for every other language.
  public static ConsentText of(Level level, String language) {
    return of(IN_USE, level, language);
  }

  /// Words that were in use once, or are.
  static ConsentText of(String version, Level level, String language) {
    var spoken = language.equals("es") ? "es" : "en";
    var name = level.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return READ.computeIfAbsent(
        "/consent/%s/%s_%s.txt".formatted(version, name, spoken),
        path -> read(path, version, spoken));
  }

  /// Whether words of this version say that police may open the camera in an emergency.
  public static boolean namesEmergencies(String version) {
    return NAME_EMERGENCIES.contains(version);
  }

  private static ConsentText read(String path, String version, String language) {
    try (var file = ConsentText.class.getResourceAsStream(path)) {
      if (file == null) {
        throw new IllegalStateException("The consent text is missing: " + path);
      }
      var bytes = file.readAllBytes();
      var hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      return new ConsentText(version, language, new String(bytes, UTF_8), hash);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("Every Java runtime has SHA-256", impossible);
    }
  }
}
