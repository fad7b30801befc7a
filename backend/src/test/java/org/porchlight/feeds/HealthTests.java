package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.porchlight.audit.AuditTrail;
import org.porchlight.identity.PersonId;
import org.porchlight.registry.CameraDeleted;
import org.porchlight.registry.CameraId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/// How cameras have fared is known afterwards.
@SpringBootTest
class HealthTests {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Autowired JdbcHealth rows;
  @Autowired CameraHealth health;
  @Autowired JdbcOutages outages;
  @Autowired FeedNews news;
  @Autowired HealthBook book;
  @Autowired AuditTrail trail;

  final CameraId camera = CameraId.random();

  @Test
  void onlyChangesAreKeptNewestFirst() {
    rows.changed(camera, NOON, null);
    rows.changed(camera, NOON.plusSeconds(10), null);
    rows.changed(camera, NOON.plusSeconds(20), StreamProblem.STALLED);
    rows.changed(camera, NOON.plusSeconds(30), StreamProblem.STALLED);
    rows.changed(camera, NOON.plusSeconds(40), StreamProblem.NO_ANSWER);
    rows.changed(camera, NOON.plusSeconds(50), null);

    assertThat(health.changes(camera, NOON))
        .containsExactly(
            new HealthChange(NOON.plusSeconds(50), null),
            new HealthChange(NOON.plusSeconds(40), StreamProblem.NO_ANSWER),
            new HealthChange(NOON.plusSeconds(20), StreamProblem.STALLED),
            new HealthChange(NOON, null));
    assertThat(health.changes(camera, NOON.plusSeconds(45))).hasSize(1);
    assertThat(health.latest(List.of(camera, CameraId.random())))
        .containsOnlyKeys(camera)
        .containsValue(new HealthChange(NOON.plusSeconds(50), null));
  }

  @Test
  void anHourAddsUpWhatCameInIt() {
    var first =
        new JdbcHealth.Spell(
            camera,
            totals(60, 60, 900, 1_500_000, 1, 0),
            NOON.plusSeconds(55),
            Duration.ofSeconds(4),
            Duration.ofMillis(-1_500));
    var second =
        new JdbcHealth.Spell(
            camera,
            totals(60, 30, 450, 750_000, 2, 1),
            NOON.plusSeconds(90),
            Duration.ofSeconds(2),
            null);
    rows.count(List.of(first), NOON.plusSeconds(60));
    rows.count(List.of(second), NOON.plusSeconds(120));
    rows.count(List.of(spell(60, 0, 0, 0, 1, 1)), NOON.plusSeconds(180));
    rows.count(List.of(spell(60, 60, 900, 5, 0, 0)), NOON.plusSeconds(3600));

    assertThat(health.hours(camera, NOON))
        .containsExactly(
            new HealthHour(NOON.plusSeconds(3600), 60, 60, 900, 5, 0, 0, null, null, null),
            new HealthHour(
                NOON,
                180,
                90,
                1350,
                2_250_000,
                4,
                2,
                NOON.plusSeconds(90),
                Duration.ofSeconds(4),
                Duration.ofMillis(-1_500)));
    var noon = health.hours(camera, NOON).getLast();
    assertThat(noon.framesPerSecond()).isEqualTo(15);
    assertThat(noon.bitsPerSecond()).isEqualTo(200_000);
    assertThat(rows.sums(List.of(camera, CameraId.random()), NOON))
        .containsOnlyKeys(camera)
        .containsValue(
            new HealthSum(
                Duration.ofSeconds(240), Duration.ofSeconds(150), 4, 2, NOON.plusSeconds(90)));
  }

  @Test
  void anHourHoldsNoMoreThanAnHour() {
    rows.count(List.of(spell(7_200, 5_000, 900, 5, 0, 0)), NOON);
    rows.count(List.of(spell(60, 60, 900, 5, 0, 0)), NOON);

    assertThat(health.hours(camera, NOON))
        .first()
        .satisfies(hour -> {
          assertThat(hour.secondsWanted()).isEqualTo(3_600);
          assertThat(hour.secondsDelivering()).isEqualTo(3_600);
        });
  }

  @Test
  void anOutageLastsFromTheFirstProblemToThePicture() {
    outages.begin(camera, NOON, StreamProblem.ENDED);
    outages.begin(camera, NOON.plusSeconds(5), StreamProblem.NO_ANSWER);
    assertThat(outages.open(List.of(camera)))
        .containsEntry(camera, new Outage(NOON, StreamProblem.NO_ANSWER, null));

    outages.end(camera, NOON.plusSeconds(600));
    outages.end(camera, NOON.plusSeconds(700));
    outages.begin(camera, NOON.plusSeconds(900), StreamProblem.STALLED);

    var first = new Outage(NOON, StreamProblem.NO_ANSWER, NOON.plusSeconds(600));
    var second = new Outage(NOON.plusSeconds(900), StreamProblem.STALLED, null);
    assertThat(health.outages(camera, NOON)).containsExactly(second, first);
    assertThat(health.outages(camera, NOON.plusSeconds(601))).containsExactly(second);
    assertThat(outages.open(List.of(camera))).containsEntry(camera, second);
  }

  @Test
  void whatIsOldIsForgottenButNotTheStateOfTheCamera() {
    rows.changed(camera, NOON, null);
    rows.changed(camera, NOON.plusSeconds(1), StreamProblem.ENDED);
    rows.count(List.of(spell(60, 60, 900, 5, 0, 0)), NOON);

    rows.forget(NOON.plus(1, ChronoUnit.DAYS));

    assertThat(health.changes(camera, NOON))
        .containsExactly(new HealthChange(NOON.plusSeconds(1), StreamProblem.ENDED));
    assertThat(health.hours(camera, NOON)).isEmpty();
  }

  @Test
  void aCameraThatIsDeletedLeavesNothing() {
    rows.changed(camera, NOON, null);
    rows.count(List.of(spell(60, 60, 900, 5, 0, 0)), NOON);
    outages.begin(camera, NOON, StreamProblem.ENDED);

    book.whenDeleted(new CameraDeleted(camera, PersonId.random(), NOON));

    assertThat(health.outages(camera, NOON)).isEmpty();
    assertThat(health.changes(camera, NOON)).isEmpty();
    assertThat(health.hours(camera, NOON)).isEmpty();
  }

  @Test
  void theLastChangeIsTheNewestThoughTheClockStandsStillOrGoesBack() {
    var now = Instant.parse("2026-11-02T07:00:00Z");
    rows.changed(camera, now, StreamProblem.ENDED);
    rows.changed(camera, now, StreamProblem.NO_ANSWER);
    rows.changed(camera, now.minusSeconds(5), null);

    assertThat(health.latest(List.of(camera)).get(camera).problem()).isNull();
    assertThat(health.changes(camera, Instant.EPOCH))
        .extracting(HealthChange::problem)
        .containsExactly(null, StreamProblem.NO_ANSWER, StreamProblem.ENDED);
  }

  @Test
  void whatAKeeperTellsIsWrittenDownInOrder() {
    news.delivers(camera);
    for (var i = 0; i < 20; i++) {
      news.lost(camera, StreamProblem.ENDED, true);
      news.lost(camera, StreamProblem.NO_ANSWER, false);
      news.delivers(camera);
    }

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> {
          var latest = health.latest(List.of(camera)).get(camera);
          assertThat(latest).isNotNull();
          assertThat(latest.problem()).isNull();
          assertThat(health.changes(camera, Instant.EPOCH)).hasSizeGreaterThan(1);
          assertThat(outages.open(List.of(camera))).isEmpty();
          assertThat(health.outages(camera, Instant.EPOCH)).isNotEmpty();
        });
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "LED_ELSEWHERE",
        "OUT_OF_BOUNDS",
        "NOT_VIDEO",
        "WRONG_LOGIN",
        "WEAKER_LOGIN",
        "WRONG_CERTIFICATE",
        "ADDRESS_NOT_ALLOWED"
      })
  void aCameraThatIsNotWhatItSaysIsInTheAuditLogOnce(StreamProblem problem) {
    news.lost(camera, problem, false);
    news.lost(camera, problem, false);
    news.lost(camera, StreamProblem.STALLED, false);

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() ->
            assertThat(health.changes(camera, Instant.EPOCH))
                .extracting(HealthChange::problem)
                .contains(StreamProblem.STALLED));
    assertThat(trail.ofCamera(camera.toString(), Long.MAX_VALUE, 10))
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.event()).isEqualTo("camera.feed.refused");
          assertThat(entry.plain()).containsEntry("reason", problem.name());
        });
  }

  private JdbcHealth.Spell spell(
      int wanted, int delivering, long pictures, long bytes, int gaps, int reconnects) {
    return new JdbcHealth.Spell(
        camera, totals(wanted, delivering, pictures, bytes, gaps, reconnects), null, null, null);
  }

  private static Feed.Totals totals(
      int wanted, int delivering, long pictures, long bytes, int gaps, int reconnects) {
    return new Feed.Totals(
        Duration.ofSeconds(wanted),
        Duration.ofSeconds(delivering),
        pictures,
        bytes,
        gaps,
        reconnects);
  }
}
