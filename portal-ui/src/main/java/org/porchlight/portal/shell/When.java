package org.porchlight.portal.shell;

import com.vaadin.flow.component.UI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/// Times as the reader's clock and language show them.
public final class When {

  private When() {}

  /// Day and time to the second.
  public static String of(Instant at) {
    return of(at, UI.getCurrent().getLocale(), zone());
  }

  /// The same for a page that is read elsewhere.
  public static String of(Instant at, Locale language, ZoneId zone) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
        .withLocale(language)
        .withZone(zone)
        .format(at);
  }

  /// Hours and minutes.
  public static String clock(Instant at) {
    return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
        .withLocale(UI.getCurrent().getLocale())
        .withZone(zone())
        .format(at);
  }

  /// For example `2 min 5 s`.
  public static String lasting(Duration duration) {
    var seconds = Math.max(0, Math.round(duration.toMillis() / 1000.0));
    var hours = seconds / 3600;
    var minutes = seconds / 60 % 60;
    var text = new StringBuilder();
    if (hours > 0) {
      text.append(hours).append(" h ");
    }
    if (hours > 0 || minutes > 0) {
      text.append(minutes).append(" min ");
    }
    return text.append(seconds % 60).append(" s").toString();
  }

  /// The zone of the reader’s clock; UTC while it is not known.
  public static ZoneId zone() {
    var details = UI.getCurrent().getPage().getExtendedClientDetails();
    var name = details == null ? null : details.getTimeZoneId();
    try {
      return name == null || name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name);
    } catch (DateTimeException unknownHere) {
      return ZoneOffset.UTC;
    }
  }
}
