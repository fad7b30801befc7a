package org.porchlight.portal.cameras;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.porchlight.consent.WeeklySchedule;

class SimpleWeekTest {

  static final Set<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);

  @Test
  void hoursPastMidnightEndOnTheNextDay() {
    var schedule = new SimpleWeek(Set.of(DayOfWeek.SUNDAY), 22, 6).schedule();

    assertThat(schedule.holds(DayOfWeek.SUNDAY, 22)).isTrue();
    assertThat(schedule.holds(DayOfWeek.MONDAY, 5)).isTrue();
    assertThat(schedule.holds(DayOfWeek.MONDAY, 6)).isFalse();
    assertThat(schedule.holds(DayOfWeek.SUNDAY, 5)).isFalse();
  }

  @Test
  void everyPlanThatTheFormCanMakeIsRecognisedAgain() {
    for (var days : Set.of(ALL, Set.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY))) {
      for (int from = 0; from < 24; from++) {
        for (int to = 1; to <= 24; to++) {
          var schedule = new SimpleWeek(days, from, to).schedule();
          assertThat(SimpleWeek.of(schedule).map(SimpleWeek::schedule))
              .as("%s %d-%d", days, from, to)
              .contains(schedule);
        }
      }
    }
  }

  @Test
  void complicatedPlanIsLeftAlone() {
    var schedule =
        WeeklySchedule.always().without(DayOfWeek.MONDAY, 3, 5).without(DayOfWeek.TUESDAY, 9, 10);

    assertThat(SimpleWeek.of(schedule)).isEmpty();
  }
}
