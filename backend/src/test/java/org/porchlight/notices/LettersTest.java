package org.porchlight.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.porchlight.identity.MailKind;
import org.porchlight.identity.MailRequested;

class LettersTest {

  static final URI PORTAL = URI.create("https://cameras.example.gov/");

  @ParameterizedTest
  @EnumSource(MailKind.class)
  void everyLetterHasItsLinkInBothLanguages(MailKind kind) {
    for (var language : new String[] {"en", "es"}) {
      var mail =
          Letters.letter(
              new MailRequested("a@example.org", kind, language, Map.of("path", "/go?t=%20x")),
              PORTAL);

      assertThat(mail.text()).contains("https://cameras.example.gov/go?t=%20x\n");
      assertThat(mail.language()).isEqualTo(language);
    }
  }

  @ParameterizedTest
  @CsvSource({"CONFIRM_ADDRESS, en, Confirm", "CONFIRM_ADDRESS, es-MX, Confirme"})
  void letterSpeaksTheLanguageOfItsReader(MailKind kind, String language, String beginning) {
    var mail = Letters.letter(new MailRequested("a@example.org", kind, language, Map.of()), PORTAL);

    assertThat(mail.subject()).startsWith(beginning);
  }

  @ParameterizedTest
  @ValueSource(strings = {"//evil.example/x", "https://evil.example/", "javascript:alert(1)"})
  void letterNeverLeadsElsewhere(String path) {
    var requested =
        new MailRequested("a@example.org", MailKind.RESET_PASSWORD, "en", Map.of("path", path));

    assertThatThrownBy(() -> Letters.letter(requested, PORTAL))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
