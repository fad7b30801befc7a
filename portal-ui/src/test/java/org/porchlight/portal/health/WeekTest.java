package org.porchlight.portal.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.porchlight.feeds.HealthHour;
import org.porchlight.feeds.Outage;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.portal.health.Week.Hour;

class WeekTest {

  static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
  static final Instant NOW = Instant.parse("2026-11-23T03:30:00Z");

  @Test
  void daysAreThoseOfTheReader() {
    var week =
        Week.of(
            List.of(
                hour("2026-11-22T06:00:00Z", 3600, 3600),
                hour("2026-11-22T05:00:00Z", 1800, 600),
                hour("2026-11-10T05:00:00Z", 1800, 600)),
            List.of(
                outage("2026-11-22T05:10:00Z"),
                outage("2026-11-22T05:02:00Z"),
                outage("2026-11-10T05:02:00Z")),
            NOW,
            CHICAGO);

    assertThat(week.days()).hasSize(7);
    assertThat(Week.begin(NOW, CHICAGO)).isEqualTo(Instant.parse("2026-11-16T06:00:00Z"));
    var today = week.days().getLast();
    assertThat(today.date()).isEqualTo(LocalDate.of(2026, 11, 22));
    assertThat(today.hours().getFirst().look()).isEqualTo(Hour.Look.WHOLE);
    assertThat(today.hours().get(1).look()).isEqualTo(Hour.Look.NOT_NEEDED);
    assertThat(today.outages()).isEmpty();
    var yesterday = week.days().get(5);
    assertThat(yesterday.hours().getLast().look()).isEqualTo(Hour.Look.PARTLY);
    assertThat(yesterday.wanted()).isEqualTo(Duration.ofMinutes(30));
    assertThat(yesterday.delivering()).isEqualTo(Duration.ofMinutes(10));
    assertThat(yesterday.outages())
        .containsExactly(outage("2026-11-22T05:02:00Z"), outage("2026-11-22T05:10:00Z"));
  }

  @Test
  void anHourIsWholeOnlyWhereNextToNothingIsMissing() {
    assertThat(new Hour(3600, 3599).look()).isEqualTo(Hour.Look.WHOLE);
    assertThat(new Hour(3600, 3500).look()).isEqualTo(Hour.Look.PARTLY);
    assertThat(new Hour(3600, 0).look()).isEqualTo(Hour.Look.NOTHING);
    assertThat(new Hour(0, 0).look()).isEqualTo(Hour.Look.NOT_NEEDED);
  }

  private static Outage outage(String since) {
    return new Outage(Instant.parse(since), StreamProblem.NO_ANSWER, null);
  }

  private static HealthHour hour(String at, int wanted, int delivering) {
    return new HealthHour(Instant.parse(at), wanted, delivering, 1, 1, 0, 0, null, null, null);
  }
}
