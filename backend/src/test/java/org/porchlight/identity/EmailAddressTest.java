package org.porchlight.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

  @ParameterizedTest
  @ValueSource(strings = {"a@b.org", "Rosa.Delgado+cams@mail.example.org", "o'neill@x-y.example"})
  void acceptsWhatMailServersAccept(String text) {
    assertThat(EmailAddress.isValid(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "a@",
        "@b.org",
        "a b@c.org",
        "a@b..org",
        "a@-b.org",
        ".a@b.org",
        "a@b.org\n c",
        "a@b.org,c@d.org",
        "\"a\"@b.org",
        "a\\@b.org"
      })
  void refusesTheRest(String text) {
    assertThat(EmailAddress.isValid(text)).isFalse();
  }

  @Test
  void tooLongIsRefusedBeforeItIsLookedAt() {
    assertThat(EmailAddress.isValid("a".repeat(65) + "@b.org")).isFalse();
    assertThat(EmailAddress.isValid("a@" + "b.".repeat(200) + "org")).isFalse();
  }

  @Test
  void isTheSameInAnyCaseAndPrintsMasked() {
    assertThat(EmailAddress.of(" Rosa@Example.ORG "))
        .isEqualTo(EmailAddress.of("rosa@example.org"));
    assertThat(EmailAddress.of("rosa@example.org")).hasToString("r***@example.org");
  }
}
