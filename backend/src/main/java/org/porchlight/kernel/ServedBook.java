package org.porchlight.kernel;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// The journal of one door: what was served there, in rows that are only ever added.
public interface ServedBook {

  /// Some of what was served under one permit.
  ///
  /// @param what name of the use
  /// @param firstAt when the first of these bytes left
  /// @param lastAt when the last of them did
  record Row(UUID permit, UUID camera, String what, Instant firstAt, Instant lastAt, long bytes) {}

  void write(List<Row> rows);

  /// All that was served under each permit that a row was added for in this time, by permit.
  ///
  /// @param from rows of this moment and later
  /// @param to rows before this moment
  /// @param after only permits after this one, in the order of the answer
  /// @param limit at most so many
  List<Row> sums(Instant from, Instant to, UUID after, int limit);
}
