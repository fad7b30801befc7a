package org.porchlight.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PasswordsTest {

  @Test
  void aHashFitsItsPasswordOnly() {
    var passwords = with(1000);
    var hash = passwords.encode("violet kettle bridge");

    assertThat(passwords.matches("violet kettle bridge", hash)).isTrue();
    assertThat(passwords.matches("violet kettle bridges", hash)).isFalse();
    assertThat(passwords.matches("violet kettle bridge", null)).isFalse();
    assertThat(hash).doesNotContain("violet").startsWith("{pbkdf2-sha256-1000}");
  }

  @Test
  void longPasswordsCountToTheLastLetter() {
    var passwords = with(1000);
    var hash = passwords.encode("x".repeat(100) + "a");

    assertThat(passwords.matches("x".repeat(100) + "b", hash)).isFalse();
  }

  @Test
  void aChangedRecipeLocksNobodyOut() {
    var hash = with(1000).encode("violet kettle bridge");
    var later = with(2000);

    assertThat(later.matches("violet kettle bridge", hash)).isTrue();
    assertThat(later.matches("something else", hash)).isFalse();
    assertThat(later.isOutdated(hash)).isTrue();
    assertThat(later.isOutdated(later.encode("violet kettle bridge"))).isFalse();
  }

  @Test
  void hashesFromAnotherSystemStillFit() {
    var bcrypt =
        "{bcrypt}"
            + new org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder(4)
                .encode("violet kettle bridge");

    assertThat(with(1000).matches("violet kettle bridge", bcrypt)).isTrue();
    assertThat(with(1000).isOutdated(bcrypt)).isTrue();
  }

  @Test
  void theSameLettersTypedOtherwiseAreTheSamePassword() {
    var passwords = with(1000);

    assertThat(passwords.matches("cafe\u0301 con leche", passwords.encode("caf\u00e9 con leche")))
        .isTrue();
  }

  private static Passwords with(int iterations) {
    return new Passwords(
        new IdentitySettings(
            "Porchlight",
            iterations,
            5,
            Duration.ofMinutes(15),
            Duration.ofHours(12),
            Duration.ofHours(12),
            Duration.ofDays(30),
            Duration.ofDays(7),
            Duration.ofHours(24),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofDays(90)));
  }
}
