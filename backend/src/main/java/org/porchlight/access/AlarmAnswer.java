package org.porchlight.access;

/// What became of pressing the alarm.
public sealed interface AlarmAnswer {

  /// It is on, since now or since before.
  record On(OwnersAlarm alarm) implements AlarmAnswer {}

  /// No camera of the site can be opened, or there is no such site.
  record NothingToOpen() implements AlarmAnswer {}

  /// It was pressed too often within an hour.
  record TooOften() implements AlarmAnswer {}
}
