package org.porchlight.plates;

/// The answer to a reader's message.
public sealed interface ReadAnswer {

  /// The message is on disk. What it says is looked at afterwards.
  ///
  /// @param eventId under which it is kept
  /// @param fresh false if the same event of the same reader was there already
  record Kept(String eventId, boolean fresh) implements ReadAnswer {}

  /// No active reader has this key.
  record UnknownReader() implements ReadAnswer {}

  /// Not a JSON object, or too long.
  record Unreadable(String why) implements ReadAnswer {}
}
