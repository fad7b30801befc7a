package org.porchlight.consent;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/// The hours of the week in which sharing holds; all others are blackout hours. Hours are those of
/// the site's clock, so the hour that daylight saving repeats counts twice, and the one that it
/// skips never comes.
///
/// @param days seven masks, Monday first; bit 0 is the hour from midnight to 1 a.m.
public record WeeklySchedule(List<Integer> days) {

  private static final int ALL_DAY = (1 << 24) - 1;

  public WeeklySchedule {
    days = List.copyOf(days);
    if (days.size() != 7 || days.stream().anyMatch(day -> day < 0 || day > ALL_DAY)) {
      throw new IllegalArgumentException("a schedule is seven days of 24 hours, was " + days);
    }
  }

  /// All hours of the week.
  public static WeeklySchedule always() {
    return new WeeklySchedule(Collections.nCopies(7, ALL_DAY));
  }

  /// No hour at all.
  public static WeeklySchedule never() {
    return new WeeklySchedule(Collections.nCopies(7, 0));
  }

  /// Reads what [#text] wrote.
  ///
  /// @param text 42 hexadecimal digits, six for each day
  public static WeeklySchedule of(String text) {
    if (text.length() != 42) {
      throw new IllegalArgumentException("a schedule has 42 digits, not " + text.length());
    }
    var days = new Integer[7];
    for (int day = 0; day < 7; day++) {
      days[day] = HexFormat.fromHexDigits(text, day * 6, day * 6 + 6);
    }
    return new WeeklySchedule(List.of(days));
  }

  public String text() {
    var text = new StringBuilder();
    days.forEach(day -> text.append(HexFormat.of().toHexDigits(day, 6)));
    return text.toString();
  }

  /// Whether sharing holds in this hour of that day.
  ///
  /// @param hour 0 to 23
  public boolean holds(DayOfWeek day, int hour) {
    return (days.get(day.getValue() - 1) & mask(hour, hour + 1)) != 0;
  }

  public boolean holds(Instant at, ZoneId zone) {
    var local = at.atZone(zone);
    return holds(local.getDayOfWeek(), local.getHour());
  }

  /// Lets sharing hold in these hours of that day.
  ///
  /// @param from first hour, 0 to 23
  /// @param to first hour after, 1 to 24
  public WeeklySchedule with(DayOfWeek day, int from, int to) {
    return replaced(day, days.get(day.getValue() - 1) | mask(from, to));
  }

  /// Makes these hours of that day blackout hours; see [#with].
  public WeeklySchedule without(DayOfWeek day, int from, int to) {
    return replaced(day, days.get(day.getValue() - 1) & ~mask(from, to));
  }

  private WeeklySchedule replaced(DayOfWeek day, int mask) {
    var more = days.toArray(Integer[]::new);
    more[day.getValue() - 1] = mask;
    return new WeeklySchedule(Arrays.asList(more));
  }

  private static int mask(int from, int to) {
    if (from < 0 || to > 24 || from >= to) {
      throw new IllegalArgumentException(
          "hours must be 0 to 24 in order, were " + from + ", " + to);
    }
    return ((1 << (to - from)) - 1) << from;
  }

  @Override
  public String toString() {
    return text();
  }
}
