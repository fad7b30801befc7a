package org.porchlight.portal.cameras;

import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.porchlight.consent.WeeklySchedule;

/// A week plan as most people think of it: the same hours on some days, perhaps past midnight.
///
/// @param days days on which the hours begin
/// @param from first hour, 0 to 23
/// @param to first hour after, 1 to 24; at or before `from` it means the next day
record SimpleWeek(Set<DayOfWeek> days, int from, int to) {

  SimpleWeek {
    days = Set.copyOf(days);
  }

  WeeklySchedule schedule() {
    var schedule = WeeklySchedule.never();
    for (var day : days) {
      if (from < to) {
        schedule = schedule.with(day, from, to);
      } else {
        schedule = schedule.with(day, from, 24).with(day.plus(1), 0, to);
      }
    }
    return schedule;
  }

  /// The plan in these terms; empty if it is more complicated.
  static Optional<SimpleWeek> of(WeeklySchedule schedule) {
    for (int from = 0; from < 24; from++) {
      for (int to = 1; to <= 24; to++) {
        var plan = new SimpleWeek(daysStartingAt(schedule, from), from, to);
        if (!plan.days().isEmpty() && plan.schedule().equals(schedule)) {
          return Optional.of(plan);
        }
      }
    }
    return Optional.empty();
  }

  private static Set<DayOfWeek> daysStartingAt(WeeklySchedule schedule, int hour) {
    var days = EnumSet.noneOf(DayOfWeek.class);
    for (var day : DayOfWeek.values()) {
      var before = hour == 0 ? day.minus(1) : day;
      if (schedule.holds(day, hour) && (hour == 0 || !schedule.holds(before, hour - 1))) {
        days.add(day);
      }
    }
    return days;
  }
}
