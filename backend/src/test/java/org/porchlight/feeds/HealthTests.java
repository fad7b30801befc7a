package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.porchlight.registry.CameraId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/// How cameras have fared is known afterwards.
@SpringBootTest
class HealthTests {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Autowired JdbcHealth rows;
  @Autowired CameraHealth health;
  @Autowired FeedNews news;

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
    rows.count(List.of(spell(60, 60, 900, 1_000_000, 1, 0)), NOON.plusSeconds(60));
    rows.count(List.of(spell(60, 0, 0, 0, 2, 1)), NOON.plusSeconds(120));
    rows.count(List.of(spell(60, 60, 900, 5, 0, 0)), NOON.plusSeconds(3600));

    assertThat(health.hours(camera, NOON))
        .containsExactly(
            new HealthHour(NOON.plusSeconds(3600), 60, 60, 900, 5, 0, 0),
            new HealthHour(NOON, 120, 60, 900, 1_000_000, 3, 1));
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

    rows.forget(camera);

    assertThat(health.changes(camera, NOON)).isEmpty();
    assertThat(health.hours(camera, NOON)).isEmpty();
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
        });
  }

  private JdbcHealth.Spell spell(
      int wanted, int delivering, long pictures, long bytes, int gaps, int reconnects) {
    return new JdbcHealth.Spell(
        camera,
        Duration.ofSeconds(wanted),
        Duration.ofSeconds(delivering),
        new Feed.Totals(pictures, bytes, gaps, reconnects));
  }
}
