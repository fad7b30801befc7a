package org.porchlight.portal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TranslationsTest {

  static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d+");

  @Test
  void everySentenceExistsInBothLanguages() throws IOException {
    assertThat(new TreeSet<>(read("translations_es").keySet()))
        .isEqualTo(new TreeSet<>(read("translations").keySet()));
  }

  @Test
  void englishIsWrittenOnlyOnce() throws IOException {
    assertThat(read("translations_en")).isEmpty();
  }

  @Test
  void noSentenceIsEmptyOrUsesTheApostropheThatPatternsSwallow() throws IOException {
    for (var file : new String[] {"translations", "translations_es"}) {
      assertThat(read(file))
          .allSatisfy((key, sentence) -> {
            assertThat((String) sentence).as("%s in %s", key, file).isNotBlank();
            assertThat((String) sentence).as("%s in %s", key, file).doesNotContain("'");
          });
    }
  }

  @Test
  void bothLanguagesUseTheSamePlaceholders() throws IOException {
    var spanish = read("translations_es");
    assertThat(read("translations"))
        .allSatisfy((key, sentence) ->
            assertThat(placeholders((String) spanish.get(key)))
                .as("%s", key)
                .isEqualTo(placeholders((String) sentence)));
  }

  private static Set<String> placeholders(String sentence) {
    var found = new TreeSet<String>();
    PLACEHOLDER.matcher(sentence).results().forEach(match -> found.add(match.group()));
    return found;
  }

  private static Properties read(String file) throws IOException {
    var properties = new Properties();
    try (var in =
        TranslationsTest.class.getResourceAsStream("/vaadin-i18n/" + file + ".properties")) {
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return properties;
  }
}
