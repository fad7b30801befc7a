package org.porchlight.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.porchlight.identity.PersonId;
import org.porchlight.standin.Fault;
import org.porchlight.standin.FcmStandIn;

/// Google's own SDK against the stand-in, over HTTP.
class FcmPushSenderTests {

  static final Duration LIMIT = Duration.ofSeconds(2);

  final Hint hint = new Hint(UUID.randomUUID(), "MANUAL", "URGENT", Instant.now().plusSeconds(120));
  FcmStandIn standIn;
  FcmPushSender sender;

  @BeforeEach
  void start() throws IOException {
    standIn = FcmStandIn.start(0, InstantSource.system());
    sender = sender(standIn.endpoint());
  }

  @AfterEach
  void stop() {
    sender.close();
    standIn.close();
  }

  @ParameterizedTest
  @EnumSource(PushTarget.Kind.class)
  void hintArrivesWithNothingAddedAtHighPriority(PushTarget.Kind kind) {
    var answer = sender.send(target(kind), hint);

    assertThat(answer).isInstanceOf(PushAnswer.Accepted.class);
    assertThat(standIn.received())
        .singleElement()
        .satisfies(message -> {
          assertThat(message.data())
              .containsOnlyKeys("v", "id", "kind", "sev")
              .containsEntry("id", hint.id().toString());
          assertThat(message.kind()).isEqualTo(kind.name().toLowerCase(java.util.Locale.ROOT));
          assertThat(message.target()).isEqualTo("phone-1");
          assertThat(message.priority()).isEqualTo("HIGH");
          assertThat(message.collapseKey()).isEqualTo(hint.id().toString());
          assertThat(message.ttl()).startsWith("1");
        });
  }

  @Test
  void everyErrorIsRecognised() {
    assertThat(answerTo(Fault.UNREGISTERED)).isInstanceOf(PushAnswer.Unregistered.class);
    assertThat(answerTo(Fault.INVALID_ARGUMENT)).isInstanceOf(PushAnswer.Invalid.class);
    assertThat(answerTo(Fault.SENDER_ID_MISMATCH)).isInstanceOf(PushAnswer.WrongSender.class);
    assertThat(answerTo(Fault.INTERNAL)).isInstanceOf(PushAnswer.Unavailable.class);
    assertThat(answerTo(Fault.THIRD_PARTY_AUTH_ERROR)).isInstanceOf(PushAnswer.Unauthorized.class);
    assertThat(answerTo(Fault.QUOTA_EXCEEDED))
        .isEqualTo(new PushAnswer.QuotaExceeded(Duration.ofSeconds(1)));
    assertThat(standIn.received()).isEmpty();
  }

  @Test
  void oneFailureOfTheServiceIsMendedByTheSdkItself() {
    standIn.answerNext(Fault.UNAVAILABLE);

    assertThat(sender.send(target(PushTarget.Kind.FID), hint))
        .isInstanceOf(PushAnswer.Accepted.class);
  }

  @Test
  void credentialsThatAreRefusedForGoodAreRecognisedWithoutABody() {
    standIn.answer(Fault.NO_CREDENTIALS);

    assertThat(sender.send(target(PushTarget.Kind.FID), hint))
        .isInstanceOf(PushAnswer.Unauthorized.class);
  }

  @Test
  void tokenThatExpiredIsReplaced() {
    sender.send(target(PushTarget.Kind.FID), hint);
    standIn.expireTokens();

    assertThat(sender.send(target(PushTarget.Kind.FID), hint))
        .isInstanceOf(PushAnswer.Accepted.class);
  }

  @Test
  void serviceThatHangsIsGivenUpInTime() {
    standIn.answer(Fault.HANG);
    var before = System.nanoTime();

    var answer = sender.send(target(PushTarget.Kind.FID), hint);

    assertThat(answer).isInstanceOf(PushAnswer.Unknown.class);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(LIMIT.plusSeconds(2));
  }

  @Test
  void serviceThatIsDownForLongIsGivenUpInTimeAlthoughTheSdkWouldGoOn() {
    standIn.answer(Fault.UNAVAILABLE);
    var before = System.nanoTime();

    var answer = sender.send(target(PushTarget.Kind.FID), hint);

    assertThat(answer).isInstanceOfAny(PushAnswer.Unknown.class, PushAnswer.Unavailable.class);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(LIMIT.plusSeconds(2));
  }

  @Test
  void nobodyThereIsAnUnknownAnswer() throws IOException {
    var gone = FcmStandIn.start(0, InstantSource.system());
    var endpoint = gone.endpoint();
    gone.close();
    try (var alone = sender(endpoint)) {
      assertThat(alone.send(target(PushTarget.Kind.FID), hint))
          .isInstanceOf(PushAnswer.Unknown.class);
    }
  }

  @Test
  void pageShowsWhatArrived() throws Exception {
    sender.send(target(PushTarget.Kind.FID), hint);
    try (var http = HttpClient.newHttpClient()) {
      var page =
          http.send(
              HttpRequest.newBuilder(standIn.page()).build(), HttpResponse.BodyHandlers.ofString());

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains(hint.id().toString(), "phone-1", "URGENT");
    }
  }

  private PushAnswer answerTo(Fault fault) {
    standIn.answer(fault);
    return sender.send(target(PushTarget.Kind.FID), hint);
  }

  private static FcmPushSender sender(URI endpoint) throws IOException {
    return new FcmPushSender(
        new PushSettings(
            LIMIT,
            Duration.ofMillis(500),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            new PushSettings.Fcm("porchlight-test", null, endpoint)),
        Clock.systemUTC());
  }

  private static PushTarget target(PushTarget.Kind kind) {
    return new PushTarget(
        PushTargetId.random(), PersonId.random(), "session", kind, "phone-1", Instant.now());
  }
}
