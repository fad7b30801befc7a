package org.porchlight.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailSetupTest {

  final MailBox box = mock(MailBox.class);

  @Test
  void withoutAMailServerOnlyTheDemoStarts() {
    assertThatThrownBy(() -> mailer(null, false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("porchlight.mail.host");
    assertThatThrownBy(() -> mailer("", false)).isInstanceOf(IllegalStateException.class);

    var mail = new Mail("a@example.org", "X", "en", "Subject", "Text");
    mailer(null, true).send(mail);
    verify(box).keep(mail);
  }

  @Test
  void whoeverSaysThatNoLettersLeaveMayDoWithout() {
    var mail = new Mail("a@example.org", "X", "en", "Subject", "Text");

    mailer("none", false).send(mail);

    verify(box).keep(mail);
  }

  @Test
  void namedMailServerIsUsedInTheDemoToo() {
    assertThat(mailer("mail.example.gov", true)).isInstanceOf(SmtpMailer.class);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "mail.example.gov, STARTTLS, -,    -,      -,    -,                -,               from",
        "mail.example.gov, STARTTLS, -,    -,      -,    no address,       -,               from",
        "mail.example.gov, STARTTLS, -,    -,      -,    a@example.gov,    two@x@y,         bounces",
        "mail.example.gov, NONE,     -,    -,      -,    a@example.gov,    -,            encryption",
        "mail.example.gov, STARTTLS, user, -,      -,    a@example.gov,    -,              username",
        "mail.example.gov, STARTTLS, -,    secret, -,    a@example.gov,    -,              username",
        "mail.example.gov, STARTTLS, user, secret, file, a@example.gov,    -,              password",
        "mail.example.gov, STARTTLS, user, -,      file, a@example.gov,    -,         password-file",
      })
  void settingThatCannotWorkIsNamed(
      String host,
      MailEncryption encryption,
      @Nullable String username,
      @Nullable String password,
      @Nullable Path file,
      @Nullable String from,
      @Nullable String bounces,
      String named) {
    var settings = settings(host, encryption, username, password, file, from, "Us", bounces);

    assertThatThrownBy(settings::check)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("porchlight.mail." + named + " ");
  }

  @Test
  void lineBreaksNeverReachAHeader() {
    for (var bad : new String[] {"\r\nBcc: b@example.org", "\nBcc: b@example.org", "\rx"}) {
      assertThatThrownBy(() -> new Mail("a@example.org" + bad, "X", "en", "Subject", "Text"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new Mail("a@example.org", "X", "en", "S" + bad, "Text"))
          .isInstanceOf(IllegalArgumentException.class);
      var settings =
          settings(
              "localhost",
              MailEncryption.STARTTLS,
              null,
              null,
              null,
              "a@example.gov",
              "Us" + bad,
              null);
      assertThatThrownBy(settings::check).hasMessageContaining("from-name");
    }
  }

  @Test
  void passwordIsNotPrinted() {
    var settings =
        settings(
            "localhost", MailEncryption.NONE, "u", "lamp post", null, "a@x.example", "Us", null);

    settings.check();
    assertThat(settings.toString()).contains("[redacted]").doesNotContain("lamp");
  }

  @Test
  void portFollowsTheEncryption() {
    for (var encryption : MailEncryption.values()) {
      var settings = settings("localhost", encryption, null, null, null, "a@x.example", "Us", null);
      assertThat(settings.serverPort())
          .isEqualTo(
              switch (encryption) {
                case STARTTLS -> 587;
                case IMPLICIT -> 465;
                case NONE -> 25;
              });
    }
  }

  private Mailer mailer(@Nullable String host, boolean demo) {
    var settings =
        settings(host, MailEncryption.STARTTLS, null, null, null, "a@example.gov", "Us", null);
    return new MailSetup()
        .mailer(
            settings, box, mock(JdbcLetters.class), mock(PostLoop.class), Clock.systemUTC(), demo);
  }

  private static SmtpSettings settings(
      @Nullable String host,
      MailEncryption encryption,
      @Nullable String username,
      @Nullable String password,
      @Nullable Path file,
      @Nullable String from,
      String fromName,
      @Nullable String bounces) {
    return new SmtpSettings(
        host,
        null,
        encryption,
        null,
        username,
        password,
        file,
        from,
        fromName,
        bounces,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofMinutes(15),
        Duration.ofDays(1));
  }
}
