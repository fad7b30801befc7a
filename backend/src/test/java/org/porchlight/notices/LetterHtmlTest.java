package org.porchlight.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.porchlight.identity.MailKind;
import org.porchlight.identity.MailRequested;

class LetterHtmlTest {

  static final URI PORTAL = URI.create("https://cameras.example.gov");

  @ParameterizedTest
  @EnumSource(MailKind.class)
  void everyLetterHasOneButtonAndItsPlainAddressInBothLanguages(MailKind kind) {
    for (var language : new String[] {"en", "es"}) {
      var html = LetterHtml.of(letter(kind, language, "Porch"), PORTAL);

      assertThat(html).contains("<html lang=\"" + language + "\">");
      assertThat(html.split("class=\"button\"", -1)).hasSize(2);
      assertThat(html).contains("href=\"https://cameras.example.gov/go?t=1\"");
      assertThat(html).contains(">https://cameras.example.gov/go?t=1</a>");
    }
  }

  @ParameterizedTest
  @EnumSource(MailKind.class)
  void nothingIsFetchedAndNothingRuns(MailKind kind) {
    var html = LetterHtml.of(letter(kind, "en", "Porch"), PORTAL);

    assertThat(html)
        .doesNotContainIgnoringCase("<img", "<script", "<iframe", "<link", "url(", "@import")
        .doesNotContainIgnoringCase(" onclick", " onload", "src=");
  }

  @Test
  void narrowScreensAndDarkOnesAreThoughtOf() {
    var html = LetterHtml.of(letter(MailKind.RESET_PASSWORD, "es", "Porch"), PORTAL);

    assertThat(html)
        .contains("width=device-width", "color-scheme", "prefers-color-scheme: dark")
        .contains("max-width:560px", "word-break:break-all")
        .doesNotContainPattern("[^-]width:\\d+px");
  }

  @Test
  void nameOfACameraStaysAName() {
    var name = "<b onmouseover=x>\"Yard\"</b> & https://evil.example/";
    var mail = letter(MailKind.CAMERA_LOST, "en", name);
    var html = LetterHtml.of(mail, PORTAL);

    assertThat(html)
        .contains("&lt;b onmouseover=x&gt;&quot;Yard&quot;&lt;/b&gt; &amp; https://evil.example/")
        .doesNotContain("<b ", "href=\"https://evil.example");
    assertThat(LetterHtml.linkIn(mail, PORTAL)).contains(PORTAL + "/go?t=1");
  }

  @Test
  void everyWordOfTheTextIsInTheHtml() {
    var mail = letter(MailKind.CONFIRM_ADDRESS, "es", "Porch");
    var html = LetterHtml.of(mail, PORTAL);

    assertThat(mail.text().split("\\s+", -1)).allSatisfy(word -> assertThat(html).contains(word));
  }

  private static Mail letter(MailKind kind, String language, String camera) {
    var parameters = new HashMap<>(Map.of("path", "/go?t=1"));
    parameters.put("cameras", "1");
    parameters.put("camera.0", camera);
    parameters.put("at.0", "1772820600");
    return Letters.letter(new MailRequested("a@example.org", kind, language, parameters), PORTAL);
  }
}
