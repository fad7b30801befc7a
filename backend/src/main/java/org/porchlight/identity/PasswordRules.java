package org.porchlight.identity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a password must be like: NIST SP 800-63B. Length counts, composition does not, nothing
/// expires.
final class PasswordRules {

  /// Shortest password where it is the only factor.
  static final int SHORTEST_ALONE = 15;

  /// Shortest password where a second factor stands beside it.
  static final int SHORTEST_WITH_SECOND = 8;

  /// Longest password, so that nobody makes us hash a novel.
  static final int LONGEST = 256;

  /// What must remain of a password after the words that anybody would try are taken out.
  private static final int SHORTEST_REST = 5;

  private static final Set<String> COMMON = common();

  private PasswordRules() {}

  /// @param context words that an attacker would try for this person: name, address, the product
  static Optional<SignUpAnswer.Why> check(
      String password, boolean onlyFactor, List<String> context) {
    var length = password.codePointCount(0, password.length());
    if (length < (onlyFactor ? SHORTEST_ALONE : SHORTEST_WITH_SECOND)) {
      return Optional.of(SignUpAnswer.Why.PASSWORD_TOO_SHORT);
    }
    if (length > LONGEST) {
      return Optional.of(SignUpAnswer.Why.PASSWORD_TOO_LONG);
    }
    return isCommon(password, context)
        ? Optional.of(SignUpAnswer.Why.PASSWORD_TOO_COMMON)
        : Optional.empty();
  }

  private static boolean isCommon(String password, List<String> context) {
    var folded = fold(password);
    var rest = folded;
    for (var words : context) {
      for (var word : words.split("[^\\p{L}\\p{N}]+", -1)) {
        if (word.length() >= 3) {
          rest = rest.replace(fold(word), "");
        }
      }
    }
    rest = rest.replace("porchlight", "").replaceAll("[^\\p{L}\\p{N}]", "");
    return COMMON.contains(folded)
        || COMMON.contains(folded.replaceAll("[^\\p{L}]+$", ""))
        || COMMON.contains(rest)
        || rest.length() < SHORTEST_REST
        || isRepetition(folded)
        || isSequence(folded);
  }

  /// One piece over and over: `abcabcabcabcabc`.
  private static boolean isRepetition(String text) {
    for (var size = 1; size * 2 <= text.length(); size++) {
      var piece = text.substring(0, size);
      if (piece.repeat(text.length() / size + 1).startsWith(text)) {
        return true;
      }
    }
    return false;
  }

  /// Each character one more, or one less, than the one before: `123456789`, `zyxwvu`.
  private static boolean isSequence(String text) {
    var digitsAndLetters = text.replace("90", "9").replace("09", "9");
    for (var step : new int[] {1, -1}) {
      var all = true;
      for (var i = 1; i < digitsAndLetters.length() && all; i++) {
        var jump = digitsAndLetters.charAt(i) - digitsAndLetters.charAt(i - 1);
        all = jump == step || jump == -9 * step || jump == -8 * step;
      }
      if (all) {
        return true;
      }
    }
    return false;
  }

  /// Lower case, and the letters that people write as digits as letters again.
  private static String fold(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .replace('@', 'a')
        .replace('$', 's')
        .replaceAll("\\s+", "");
  }

  private static Set<String> common() {
    var list = PasswordRules.class.getResourceAsStream("common-passwords.txt");
    if (list == null) {
      throw new IllegalStateException("common-passwords.txt is missing from the jar");
    }
    try (var lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(PasswordRules::fold)
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
