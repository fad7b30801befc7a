package org.porchlight.portal.center;

import com.vaadin.flow.component.UI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.zone.ZoneRulesException;
import java.util.Locale;

/// Times, distances and sizes in the reader's language and time zone.
public record Words(Locale locale, ZoneId zone) {

  /// Those of the browser whose page this is.
  public static Words of(UI ui) {
    return new Words(ui.getLocale(), zoneOf(ui));
  }

  /// To the second, without the day.
  public String clock(Instant at) {
    return DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM)
        .withLocale(locale)
        .format(at.atZone(zone));
  }

  /// Day and time to the second.
  public String moment(Instant at) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
        .withLocale(locale)
        .format(at.atZone(zone));
  }

  /// For example `42 s`, `4 min`, `2 h 10 min`.
  public static String span(Duration duration) {
    var seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    var minutes = seconds / 60;
    return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
  }

  /// For example `120 m`, `1.4 km`.
  public String distance(double metres) {
    return metres < 1000
        ? Math.round(metres) + " m"
        : String.format(locale, "%.1f km", metres / 1000);
  }

  /// For example `1.8 MB`.
  public String size(long bytes) {
    return bytes < 1_000_000
        ? String.format(locale, "%.0f kB", bytes / 1e3)
        : String.format(locale, "%.1f MB", bytes / 1e6);
  }

  private static ZoneId zoneOf(UI ui) {
    var id = ui.getPage().getExtendedClientDetails().getTimeZoneId();
    try {
      return id == null || id.isBlank() ? ZoneOffset.UTC : ZoneId.of(id);
    } catch (ZoneRulesException unknownHere) {
      return ZoneOffset.UTC;
    }
  }
}
