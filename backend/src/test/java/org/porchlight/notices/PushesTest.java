package org.porchlight.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.porchlight.identity.PersonId;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class PushesTest {

  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  final PersonId officer = PersonId.random();
  final PushTarget phone = target("phone-1");
  final Hint hint = new Hint(UUID.randomUUID(), "MANUAL", "URGENT", NOON.plusSeconds(120));
  final Deque<PushAnswer> answers = new ArrayDeque<>();
  final List<Duration> pauses = new ArrayList<>();
  final JdbcPushTargets targets = mock(JdbcPushTargets.class);
  final Troubles troubles = mock(Troubles.class);
  final MeterRegistry meters = new SimpleMeterRegistry();
  final SteppedClock clock = new SteppedClock();
  int sends;

  @Test
  void whatTheServiceTookIsMeasuredFromTheBeginning() {
    answers.add(new PushAnswer.Accepted("1"));

    var handed = hand();

    assertThat(handed).contains(NOON);
    assertThat(meters.timer("porchlight.push.handover").count()).isEqualTo(1);
    assertThat(meters.timer("porchlight.push.handover").max(java.util.concurrent.TimeUnit.SECONDS))
        .isEqualTo(2);
  }

  @Test
  void unregisteredTargetIsDeletedIfUnchangedAndNotTriedAgain() {
    answers.add(new PushAnswer.Unregistered());

    assertThat(hand()).isEmpty();

    verify(targets).removeIfUnchanged(phone);
    assertThat(sends).isEqualTo(1);
  }

  @Test
  void invalidTargetIsKeptUntilOurMessagesAreKnownToBeGood() {
    var pushes = pushes();
    answers.add(new PushAnswer.Invalid("bad"));
    hand(pushes);
    verify(targets, never()).removeIfUnchanged(phone);

    answers.add(new PushAnswer.Accepted("1"));
    hand(pushes);
    answers.add(new PushAnswer.Invalid("bad"));
    hand(pushes);

    verify(targets).removeIfUnchanged(phone);
  }

  @Test
  void targetOfAnotherProjectIsSwitchedOffAndTheAdministratorTold() {
    answers.add(new PushAnswer.WrongSender());

    hand();

    verify(targets).disableIfUnchanged(phone, NOON);
    verify(troubles).ofPush("SENDER_ID_MISMATCH", "target " + phone.id());
  }

  @Test
  void badCredentialsAreNotTriedAgain() {
    answers.add(new PushAnswer.Unauthorized());

    hand();

    assertThat(sends).isEqualTo(1);
    verify(troubles).ofPush("UNAUTHORIZED", "the push service does not accept our credentials");
  }

  @Test
  void quotaIsHonouredAsTheServiceAsks() {
    answers.add(new PushAnswer.QuotaExceeded(Duration.ofSeconds(17)));
    answers.add(new PushAnswer.Accepted("1"));

    assertThat(hand()).isPresent();

    assertThat(pauses).containsExactly(Duration.ofSeconds(17));
  }

  @Test
  void serviceThatIsDownIsTriedAgainWithGrowingPauses() {
    answers.add(new PushAnswer.Unavailable());
    answers.add(new PushAnswer.Unknown("no answer"));
    answers.add(new PushAnswer.Unavailable());
    answers.add(new PushAnswer.Accepted("1"));

    assertThat(hand()).isPresent();

    assertThat(pauses)
        .containsExactly(Duration.ofMillis(375), Duration.ofMillis(750), Duration.ofMillis(1500));
  }

  @Test
  void nothingIsTriedAfterTheHintHasLostItsUse() {
    for (var i = 0; i < 100; i++) {
      answers.add(new PushAnswer.Unavailable());
    }

    assertThat(hand()).isEmpty();

    assertThat(clock.instant()).isBefore(hint.usefulUntil());
    assertThat(sends).isLessThan(25);
  }

  @Test
  void hintFromBeforeALongStandstillIsNotSent() {
    clock.now = hint.usefulUntil();

    assertThat(hand()).isEmpty();

    assertThat(sends).isZero();
  }

  @Test
  void offerThatIsOverIsNotPushedAgain() {
    answers.add(new PushAnswer.Unavailable());
    when(targets.enabledOf(officer)).thenReturn(List.of(phone));

    assertThat(pushes().hand(officer, hint, NOON, () -> false)).isEmpty();

    assertThat(sends).isEqualTo(1);
  }

  @Test
  void hintCarriesNothingButIdKindAndSeverity() {
    assertThat(hint.payload())
        .containsOnlyKeys("v", "id", "kind", "sev")
        .containsEntry("v", "1")
        .containsEntry("kind", "MANUAL")
        .containsEntry("sev", "URGENT");
  }

  private java.util.Optional<Instant> hand() {
    return hand(pushes());
  }

  private java.util.Optional<Instant> hand(Pushes pushes) {
    when(targets.enabledOf(officer)).thenReturn(List.of(phone));
    return pushes.hand(officer, hint, NOON.minusSeconds(2), () -> true);
  }

  private Pushes pushes() {
    var beans = new StaticListableBeanFactory();
    beans.addBean("meters", meters);
    ObjectProvider<MeterRegistry> registry = beans.getBeanProvider(MeterRegistry.class);
    PushSender sender =
        (target, _) -> {
          sends++;
          return answers.removeFirst();
        };
    RandomGenerator half = () -> Long.MIN_VALUE;
    return new Pushes(
        sender,
        targets,
        troubles,
        new PushSettings(
            Duration.ofSeconds(3),
            Duration.ofMillis(500),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            new PushSettings.Fcm("test", null, null)),
        duration -> {
          pauses.add(duration);
          clock.now = clock.now.plus(duration);
        },
        half,
        clock,
        registry);
  }

  private PushTarget target(String address) {
    return new PushTarget(
        PushTargetId.random(), officer, "session", PushTarget.Kind.FID, address, NOON);
  }

  static final class SteppedClock extends Clock {

    Instant now = NOON;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
