package org.porchlight.alerts;

import org.jspecify.annotations.Nullable;
import org.porchlight.evidence.ClipId;
import org.porchlight.incidents.IncidentId;
import org.porchlight.kernel.Place;

/// An alert about to be raised.
///
/// @param place where officers should go; the nearest are asked first
/// @param incident what it belongs to, if to anything
/// @param clip footage for the officers to see
/// @param text what they should know, in the words of whoever raises it; at most 500 characters
public record NewAlert(
    AlertKind kind,
    Severity severity,
    Place place,
    @Nullable IncidentId incident,
    @Nullable ClipId clip,
    String text) {

  public static final int LONGEST_TEXT = 500;

  public NewAlert {
    text = text.strip();
    if (text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException("text has more than " + LONGEST_TEXT + " characters");
    }
  }
}
