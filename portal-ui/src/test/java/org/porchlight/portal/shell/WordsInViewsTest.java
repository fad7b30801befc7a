package org.porchlight.portal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Reads the sources of the views: what people read comes out of the translations.
class WordsInViewsTest {

  private static final Path SOURCES = Path.of("src/main/java");

  /// A call that puts words on the page, up to the end of its statement.
  private static final Pattern SHOWS_WORDS =
      Pattern.compile(
          "(?:new (?:Span|H[1-6]|Paragraph|Button|Anchor|PlainLink|Message|Details|ListItem|Term"
              + "|Description|StateWord|TextField|TextArea|Select|Checkbox|IntegerField|NumberField"
              + "|PasswordField|EmailField|RadioButtonGroup|CheckboxGroup)"
              + "|\\.set(?:Text|Label|HelperText|Placeholder|Title|AriaLabel|HeaderTitle|Header"
              + "|SummaryText|ErrorMessage|AccessibleName|ConfirmText|CancelText)"
              + "|Notification\\.show)\\([^;{]*");

  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
  private static final Pattern SENTENCE = Pattern.compile("^[A-Z][a-z]|[A-Za-z]{2,} [A-Za-z]{2,}");
  private static final Pattern KEY =
      Pattern.compile("getTranslation\\(\\s*\"([a-z][A-Za-z0-9_.-]*[A-Za-z0-9_])\"\\s*[,)]");

  /// The name of the house is the same in every language.
  private static final Set<String> NAMES = Set.of("Porchlight");

  @Test
  void noViewHasWordsOfItsOwn() {
    var found = new ArrayList<String>();
    for (var source : sources()) {
      SHOWS_WORDS
          .matcher(read(source))
          .results()
          .flatMap(call -> LITERAL.matcher(call.group()).results())
          .map(literal -> literal.group(1))
          .filter(words -> SENTENCE.matcher(words).find() && !NAMES.contains(words))
          .forEach(words -> found.add(source.getFileName() + ": " + words));
    }

    assertThat(found).isEmpty();
  }

  @Test
  void everySentenceThatAViewAsksForExists() throws IOException {
    var sentences = new Properties();
    try (var in = getClass().getResourceAsStream("/vaadin-i18n/translations.properties")) {
      sentences.load(in);
    }
    var asked = new ArrayList<String>();
    for (var source : sources()) {
      KEY.matcher(read(source)).results().forEach(key -> asked.add(key.group(1)));
    }

    assertThat(asked).hasSizeGreaterThan(200);
    assertThat(sentences.stringPropertyNames()).containsAll(asked);
  }

  private static List<Path> sources() {
    try (var files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String read(Path source) {
    try {
      return Files.readString(source, StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
