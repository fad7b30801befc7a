package org.porchlight.portal.health;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.porchlight.feeds.HealthHour;
import org.porchlight.feeds.Outage;

/// The last days of a camera, cut by the reader's calendar.
///
/// @param days the oldest first
record Week(List<Day> days) {

  static final int DAYS = 7;
  static final int HOURS = 24;

  /// One hour by the reader's clock.
  ///
  /// @param wanted seconds in which it should have delivered
  /// @param delivering seconds in which it did
  record Hour(int wanted, int delivering) {

    /// What is seen of an hour.
    enum Look {
      /// Nobody needed the camera.
      NOT_NEEDED,
      NOTHING,
      PARTLY,
      WHOLE
    }

    /// A few seconds without a picture are nothing to see in an hour.
    Look look() {
      if (wanted == 0) {
        return Look.NOT_NEEDED;
      }
      if (delivering == 0) {
        return Look.NOTHING;
      }
      return delivering >= wanted * 0.99 ? Look.WHOLE : Look.PARTLY;
    }
  }

  /// One day by the reader's calendar.
  ///
  /// @param hours 24 of them
  /// @param outages that began in it, the oldest first
  record Day(LocalDate date, List<Hour> hours, List<Outage> outages) {

    Duration wanted() {
      return Duration.ofSeconds(hours.stream().mapToInt(Hour::wanted).sum());
    }

    Duration delivering() {
      return Duration.ofSeconds(hours.stream().mapToInt(Hour::delivering).sum());
    }
  }

  /// @param hours in any order
  /// @param outages in any order; those that began before the first day are left out
  static Week of(List<HealthHour> hours, List<Outage> outages, Instant now, ZoneId zone) {
    var today = LocalDate.ofInstant(now, zone);
    return new Week(
        IntStream.rangeClosed(1 - DAYS, 0)
            .mapToObj(today::plusDays)
            .map(date -> day(date, hours, outages, zone))
            .toList());
  }

  /// When the first day begins.
  static Instant begin(Instant now, ZoneId zone) {
    return LocalDate.ofInstant(now, zone).plusDays(1 - DAYS).atStartOfDay(zone).toInstant();
  }

  private static Day day(LocalDate date, List<HealthHour> all, List<Outage> outages, ZoneId zone) {
    var wanted = new int[HOURS];
    var delivering = new int[HOURS];
    all.forEach(hour -> {
      var local = hour.hour().atZone(zone);
      if (local.toLocalDate().equals(date)) {
        wanted[local.getHour()] += hour.secondsWanted();
        delivering[local.getHour()] += hour.secondsDelivering();
      }
    });
    return new Day(
        date,
        IntStream.range(0, HOURS)
            .mapToObj(hour -> new Hour(wanted[hour], delivering[hour]))
            .toList(),
        outages.stream()
            .filter(outage -> LocalDate.ofInstant(outage.since(), zone).equals(date))
            .sorted(java.util.Comparator.comparing(Outage::since))
            .toList());
  }
}
