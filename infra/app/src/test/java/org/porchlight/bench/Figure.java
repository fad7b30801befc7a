package org.porchlight.bench;

import java.util.Locale;

/// One measured figure beside its yardstick, which was measured in the same run.
///
/// @param metric dotted name
/// @param value median of what was measured
/// @param unit of both value and yardstick
/// @param yardstick median of the same thing done in the barest way, or NaN where there is none
/// @param goal for example `<=3000`
record Figure(String metric, double value, String unit, double yardstick, String goal) {

  double ratio() {
    return value / yardstick;
  }

  boolean meetsGoal() {
    var limit = Double.parseDouble(goal.replaceAll("[<>=]", ""));
    return goal.startsWith("<") ? value <= limit : value >= limit;
  }

  String line() {
    return "RESULT metric=%s value=%s unit=%s yardstick=%s ratio=%s goal%s"
        .formatted(metric, number(value), unit, number(yardstick), number(ratio()), goal);
  }

  String row() {
    return "| %s | %s %s | %s | %s | %s | %s |"
        .formatted(
            metric,
            number(value),
            unit,
            number(yardstick),
            number(ratio()),
            goal,
            meetsGoal() ? "yes" : "**no**");
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.4g", value);
  }
}
