package org.porchlight.bench;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One measured figure beside its yardstick, which was measured in the same run.
///
/// @param metric dotted name
/// @param value median of what was measured
/// @param unit of both value and yardstick
/// @param yardstick median of the same thing done in the barest way, or NaN where there is none
/// @param goal for example `<=3000`; empty where there is none
record Figure(String metric, double value, String unit, double yardstick, String goal) {

  private static final Pattern LINE =
      Pattern.compile(
          "RESULT metric=(?<metric>\\S+) value=(?<value>\\S+) unit=(?<unit>\\S+)"
              + "( yardstick=(?<yardstick>\\S+))?( ratio=\\S+)?( goal(?<goal>\\S+))?");

  double ratio() {
    return value / yardstick;
  }

  boolean meetsGoal() {
    var limit = Double.parseDouble(goal.replaceAll("[<>=]", ""));
    return goal.startsWith("<") ? value <= limit : value >= limit;
  }

  String line() {
    return "RESULT metric=%s value=%s unit=%s yardstick=%s ratio=%s%s"
        .formatted(
            metric,
            number(value),
            unit,
            number(yardstick),
            number(ratio()),
            goal.isEmpty() ? "" : " goal" + goal);
  }

  /// Reads what [#line] writes.
  static Figure parse(String line) {
    var words = LINE.matcher(line);
    if (!words.matches()) {
      throw new IllegalArgumentException("not a figure: " + line);
    }
    return new Figure(
        words.group("metric"),
        number(words.group("value")),
        words.group("unit"),
        number(words.group("yardstick")),
        words.group("goal") == null ? "" : words.group("goal"));
  }

  private static double number(@Nullable String text) {
    return text == null || text.equals("-") ? Double.NaN : Double.parseDouble(text);
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
            goal.isEmpty() ? "" : meetsGoal() ? "yes" : "**no**");
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.4g", value);
  }
}
