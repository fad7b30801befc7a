package org.porchlight.alerts;

import java.util.Optional;

/// Which version of an alert an officer has seen. It changes when what that officer sees changes,
/// and not when a colleague's phone reports that it got the alert.
public record AlertVersion(int alert, int offer) {

  /// Reads what [#toString()] wrote; empty for anything else.
  public static Optional<AlertVersion> parse(String text) {
    if (!text.matches("\\d{1,9}\\.\\d{1,9}")) {
      return Optional.empty();
    }
    var dot = text.indexOf('.');
    return Optional.of(
        new AlertVersion(
            Integer.parseInt(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1))));
  }

  @Override
  public String toString() {
    return alert + "." + offer;
  }
}
