package org.porchlight.transparency;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One line of an owner's ledger: one use, refusal or change of a camera.
///
/// @param numbers the camera's entry numbers that this line is made of: that of the event and, for
///   a view that has ended, that of its close
/// @param index place of the first of them in the public log; absent for about a second
/// @param event dotted name, for example `camera.live.open`
/// @param outcome `ALLOW`, `DENY`, `DONE` or `FAILED`
/// @param who who did it
/// @param caseNumber case, call or incident number, if one was given
/// @param purpose code of the purpose
/// @param ground what it rested on, for example `CONSENT:v7`
/// @param start when
/// @param stop when the view ended; absent while it lasts, and for what takes no time
/// @param taken what was taken
/// @param reason why it was refused or why it ended, as a code
public record LedgerLine(
    List<Long> numbers,
    @Nullable Long index,
    String event,
    String outcome,
    Who who,
    @Nullable String caseNumber,
    @Nullable String purpose,
    @Nullable String ground,
    Instant start,
    @Nullable Instant stop,
    Taken taken,
    @Nullable String reason) {

  public LedgerLine {
    numbers = List.copyOf(numbers);
  }

  /// Who did it, as far as the reader may know.
  ///
  /// @param you whether it was the reader
  /// @param organisation name of the organisation, if it is still known
  /// @param role name of the role, if it is still known
  /// @param name the person's name; only for auditors
  public record Who(
      boolean you, @Nullable String organisation, @Nullable String role, @Nullable String name) {}

  /// What was taken.
  ///
  /// @param milliseconds how long it was watched; absent when nothing was
  /// @param bytes how much was sent
  /// @param clip id of the clip that was saved
  public record Taken(@Nullable Long milliseconds, @Nullable Long bytes, @Nullable String clip) {}
}
