package org.porchlight.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
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

  @Test
  void letterAboutALostCameraSaysWhichSinceWhenAndWhatMayHelp() {
    var parameters =
        Map.of(
            "path", "/cameras",
            "zone", "America/Chicago",
            "cameras", "2",
            "camera.0", "Front 100% porch\n",
            "at.0", "1772820600",
            "problem.0", "WRONG_LOGIN",
            "tried.0", "always",
            "camera.1", "Yard",
            "at.1", "1772820600",
            "problem.1", "NO_ANSWER");

    var english = letter(MailKind.CAMERA_LOST, "en", parameters);
    assertThat(english.subject()).isEqualTo("No picture from 2 of your cameras");
    assertThat(english.text())
        .contains("Front 100% porch: no picture since Friday, March 6, 12:10")
        .contains("refuses the password")
        .contains("Yard: no picture since", "router", "only when it is needed")
        .contains("https://cameras.example.gov/cameras");
    var spanish = letter(MailKind.CAMERA_LOST, "es", parameters);
    assertThat(spanish.subject()).isEqualTo("Sin imagen de 2 de sus cámaras");
    assertThat(spanish.text())
        .contains("Yard: sin imagen desde el viernes 6 de marzo, 12:10")
        .contains("rechaza la contraseña");
    assertThat(letter(MailKind.CAMERA_RESTORED, "es", parameters).text())
        .contains("hay imagen de nuevo desde el viernes 6 de marzo, 12:10");
  }

  @Test
  void ownerIsToldWhichCameraWasOpenedInAnEmergencyAndNotByWhom() {
    var parameters =
        Map.of(
            "path", "/cameras/1/ledger",
            "zone", "America/Chicago",
            "camera", "Front 100% porch",
            "at", "1772820600");

    assertThat(letter(MailKind.CAMERA_OVERRIDDEN, "en", parameters).text())
        .contains(
            "Friday, March 6, 12:10", "Front 100% porch", "within 24 hours", "/cameras/1/ledger");
    assertThat(letter(MailKind.CAMERA_OVERRIDDEN, "es", parameters).text())
        .contains("viernes 6 de marzo, 12:10", "Front 100% porch", "en 24 horas");
  }

  private static Mail letter(MailKind kind, String language, Map<String, String> parameters) {
    return Letters.letter(new MailRequested("a@example.org", kind, language, parameters), PORTAL);
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
