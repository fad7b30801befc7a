package org.porchlight.consent;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeeklyScheduleTest {

  static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

  @Test
  void hoursBeginAndEndOnTheDot() {
    var schedule = WeeklySchedule.never().with(FRIDAY, 18, 24);

    assertThat(schedule.holds(Instant.parse("2026-06-05T22:59:59Z"), CHICAGO)).isFalse();
    assertThat(schedule.holds(Instant.parse("2026-06-05T23:00:00Z"), CHICAGO)).isTrue();
    assertThat(schedule.holds(Instant.parse("2026-06-06T04:59:59Z"), CHICAGO)).isTrue();
    assertThat(schedule.holds(Instant.parse("2026-06-06T05:00:00Z"), CHICAGO)).isFalse();
  }

  @Test
  void blackoutHoursAreCutOut() {
    var schedule = WeeklySchedule.always().without(MONDAY, 7, 9);

    assertThat(schedule.holds(MONDAY, 6)).isTrue();
    assertThat(schedule.holds(MONDAY, 7)).isFalse();
    assertThat(schedule.holds(MONDAY, 8)).isFalse();
    assertThat(schedule.holds(MONDAY, 9)).isTrue();
  }

  @Test
  void clockOfTheSiteCountsWhenItIsSetBack() {
    var schedule = WeeklySchedule.never().with(SUNDAY, 1, 2);

    // 1:30 comes twice on 1 November 2026 in Chicago.
    assertThat(schedule.holds(Instant.parse("2026-11-01T06:30:00Z"), CHICAGO)).isTrue();
    assertThat(schedule.holds(Instant.parse("2026-11-01T07:30:00Z"), CHICAGO)).isTrue();
    assertThat(schedule.holds(Instant.parse("2026-11-01T08:30:00Z"), CHICAGO)).isFalse();
  }

  @Test
  void textSaysEverything() {
    var random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      var schedule = WeeklySchedule.never();
      for (int n = random.nextInt(9); n > 0; n--) {
        var from = random.nextInt(24);
        schedule =
            schedule.with(
                DayOfWeek.of(1 + random.nextInt(7)), from, from + 1 + random.nextInt(24 - from));
      }
      assertThat(WeeklySchedule.of(schedule.text())).isEqualTo(schedule);
    }
    assertThat(WeeklySchedule.always().text()).isEqualTo("f".repeat(42));
  }

  @Test
  void nonsenseIsNoSchedule() {
    assertThatThrownBy(() -> WeeklySchedule.of("ff")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WeeklySchedule.of("x".repeat(42)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WeeklySchedule.always().with(MONDAY, 5, 5))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
