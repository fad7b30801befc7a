package org.porchlight.portal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Reads the sources of the backend: whatever can stand in an owner's ledger has words.
class LedgerWordsTest {

  private static final Path SOURCES = Path.of("../backend/src/main/java");

  /// Names of events of a camera, its site and its consent.
  private static final Pattern EVENT =
      Pattern.compile("\"((?:camera|consent|site)\\.[a-z_]+(?:\\.[a-z_]+)*)\"");

  /// Look like events of a camera and are none, or are entered without a camera's number.
  private static final Set<String> OTHERS =
      Set.of(
          "camera.outage.mails", "consent.draft", "consent.language.unknown", "site.proof.queue");

  @Test
  void everyEventOfACameraHasWordsInBothLanguages() throws IOException {
    var events = new TreeSet<String>();
    try (var files = Files.walk(SOURCES)) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file ->
              EVENT.matcher(read(file)).results().forEach(found -> events.add(found.group(1))));
    }
    // Made out of the name of the opening.
    events.add("camera.live.close");
    events.add("camera.replay.close");
    events.removeAll(OTHERS);

    assertThat(events).hasSizeGreaterThan(30).allMatch(LedgerWords::knows);
    for (var language : new String[] {"translations", "translations_es"}) {
      var words = words(language);
      assertThat(events)
          .allSatisfy(event ->
              assertThat(words.getProperty(LedgerWords.key(event))).as(event).isNotBlank());
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Properties words(String language) throws IOException {
    var words = new Properties();
    try (var in =
        LedgerWordsTest.class.getResourceAsStream("/vaadin-i18n/" + language + ".properties")) {
      words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return words;
  }
}
