package org.porchlight.feeds;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.porchlight.consent.WeeklySchedule;

/// How a camera may be pulled before anybody was let in.
///
/// @param reach the most that is kept in memory; null for as much as of any feed. Nothing older may
///   be there when somebody is let in
/// @param schedule in other hours it is not pulled
/// @param zone whose clock the schedule means
record Unasked(
    @org.jspecify.annotations.Nullable Duration reach, WeeklySchedule schedule, ZoneId zone) {

  static Unasked always(WeeklySchedule schedule, ZoneId zone) {
    return new Unasked(null, schedule, zone);
  }

  static Unasked buffered(Duration reach, WeeklySchedule schedule, ZoneId zone) {
    return new Unasked(reach, schedule, zone);
  }

  boolean isBuffer() {
    return reach != null;
  }

  boolean holds(Instant at) {
    return schedule.holds(at, zone);
  }
}
