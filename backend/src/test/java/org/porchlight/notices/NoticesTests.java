package org.porchlight.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.porchlight.testing.ActorsForTests.an;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.porchlight.identity.MailKind;
import org.porchlight.identity.MailRequested;
import org.porchlight.identity.PersonDisabled;
import org.porchlight.identity.Role;
import org.porchlight.identity.SessionEnded;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest
class NoticesTests {

  @Autowired PushTargets targets;
  @Autowired JdbcPushTargets rows;
  @Autowired MailBox mails;
  @Autowired JdbcMails jdbcMails;
  @Autowired Clock clock;
  @Autowired ApplicationEventPublisher events;
  @Autowired TransactionTemplate transaction;

  @Test
  void registeringTwiceIsOneTarget() {
    var officer = an(Role.OFFICER);
    var address = address();

    var first = registered(targets.register(officer, PushTarget.Kind.FID, address, null));
    var second = registered(targets.register(officer, PushTarget.Kind.FID, address, null));

    assertThat(first.fresh()).isTrue();
    assertThat(second.fresh()).isFalse();
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(targets.of(officer.person())).hasSize(1);
  }

  @Test
  void installationBelongsToWhoeverSignedInLast() {
    var before = an(Role.OFFICER);
    var after = an(Role.OFFICER);
    var address = address();
    targets.register(before, PushTarget.Kind.FID, address, null);

    targets.register(after, PushTarget.Kind.FID, address, null);

    assertThat(targets.of(before.person())).isEmpty();
    assertThat(targets.of(after.person())).hasSize(1);
  }

  @Test
  void idempotencyKeyStandsForOneAddress() {
    var officer = an(Role.OFFICER);
    targets.register(officer, PushTarget.Kind.FID, address(), "key-1");

    assertThat(targets.register(officer, PushTarget.Kind.FID, address(), "key-1"))
        .isInstanceOf(PushRegistration.KeyReused.class);
  }

  @Test
  void addressWithControlCharactersIsRefused() {
    assertThatThrownBy(() -> targets.register(an(Role.OFFICER), PushTarget.Kind.FID, "a\nb", null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nobodyRemovesTheTargetOfAnother() {
    var officer = an(Role.OFFICER);
    var target = registered(targets.register(officer, PushTarget.Kind.FID, address(), null));

    targets.remove(an(Role.OFFICER), target.id());
    assertThat(targets.of(officer.person())).hasSize(1);

    targets.remove(officer, target.id());
    assertThat(targets.of(officer.person())).isEmpty();
  }

  @Test
  void sessionThatEndsTakesItsTargetsAlong() {
    var officer = an(Role.OFFICER);
    targets.register(officer, PushTarget.Kind.TOKEN, address(), null);

    publish(new SessionEnded(officer.session(), officer.person(), Instant.now()));

    await().atMost(Duration.ofSeconds(5)).until(() -> targets.of(officer.person()).isEmpty());
  }

  @Test
  void killSwitchSilencesThePhone() {
    var officer = an(Role.OFFICER);
    targets.register(officer, PushTarget.Kind.TOKEN, address(), null);

    publish(new PersonDisabled(officer.person(), Instant.now()));

    await().atMost(Duration.ofSeconds(5)).until(() -> targets.of(officer.person()).isEmpty());
  }

  @Test
  void targetThatWasRefreshedMeanwhileSurvivesTheOldRefusal() {
    var officer = an(Role.OFFICER);
    var address = address();
    targets.register(officer, PushTarget.Kind.FID, address, null);
    var sentTo = targets.of(officer.person()).getFirst();
    targets.register(officer, PushTarget.Kind.FID, address, null);

    assertThat(rows.removeIfUnchanged(sentTo)).isZero();
    assertThat(rows.removeIfUnchanged(targets.of(officer.person()).getFirst())).isOne();
  }

  @Test
  void targetOfAnotherProjectIsUsedAgainAfterRegisteringAnew() {
    var officer = an(Role.OFFICER);
    var address = address();
    targets.register(officer, PushTarget.Kind.FID, address, null);
    rows.disableIfUnchanged(targets.of(officer.person()).getFirst(), Instant.now());
    assertThat(targets.of(officer.person())).isEmpty();

    targets.register(officer, PushTarget.Kind.FID, address, null);

    assertThat(targets.of(officer.person())).hasSize(1);
  }

  @Test
  void targetsThatThePushServiceHasForgottenAreForgotten() {
    var officer = an(Role.OFFICER);
    targets.register(officer, PushTarget.Kind.FID, address(), null);

    targets.prune(Instant.now().plus(PushTargets.LONGEST_SILENCE).minusSeconds(60));
    assertThat(targets.of(officer.person())).hasSize(1);
    targets.prune(Instant.now().plus(PushTargets.LONGEST_SILENCE).plusSeconds(60));
    assertThat(targets.of(officer.person())).isEmpty();
  }

  @Test
  void letterThatIdentityAsksForIsInTheMailBox() {
    var to = UUID.randomUUID() + "@example.org";

    publish(
        new MailRequested(to, MailKind.CONFIRM_ADDRESS, "es", Map.of("path", "/confirm?t=abc")));

    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(mails.latest(to, 5)).hasSize(1));
    var mail = mails.latest(to, 5).getFirst().mail();
    assertThat(mail.subject()).isEqualTo("Confirme su correo electrónico");
    assertThat(mail.text()).contains("http://localhost:8080/confirm?t=abc");
    assertThat(mails.latest(5)).isNotEmpty();
    assertThat(mails.prune(Instant.now().plus(MailBox.KEPT).plusSeconds(5))).isPositive();
  }

  @Test
  void letterThatIsAskedForAgainGoesOutOnce() {
    var to = UUID.randomUUID() + "@example.org";
    var lost =
        new MailRequested(
            to,
            MailKind.CAMERA_LOST,
            "en",
            Map.of("path", "/cameras", "once", UUID.randomUUID().toString()));
    // Not through the outbox, so that every call is over when it returns.
    var letters =
        new Letters(
            mails::keep, jdbcMails, new MailSettings(URI.create("https://x.example")), clock);
    letters.on(lost);
    letters.on(lost);

    assertThat(mails.latest(to, 5))
        .singleElement()
        .satisfies(stored -> assertThat(stored.mail().kind()).isEqualTo("CAMERA_LOST"));
  }

  @Test
  void linkThatWorksOnceIsMailedOnce() {
    var to = UUID.randomUUID() + "@example.org";
    var reset =
        new MailRequested(to, MailKind.RESET_PASSWORD, "en", Map.of("path", "/password/abc"));
    var locked = new MailRequested(to, MailKind.ACCOUNT_LOCKED, "en", Map.of());
    var letters =
        new Letters(
            mails::keep, jdbcMails, new MailSettings(URI.create("https://x.example")), clock);

    letters.on(reset);
    letters.on(reset);
    letters.on(locked);
    letters.on(locked);

    assertThat(mails.latest(to, 5))
        .extracting(stored -> stored.mail().kind())
        .containsExactlyInAnyOrder("RESET_PASSWORD", "ACCOUNT_LOCKED", "ACCOUNT_LOCKED");
  }

  private void publish(Object event) {
    transaction.executeWithoutResult(_ -> events.publishEvent(event));
  }

  private static PushRegistration.Registered registered(PushRegistration registration) {
    return (PushRegistration.Registered) registration;
  }

  private static String address() {
    return "fid-" + UUID.randomUUID();
  }
}
