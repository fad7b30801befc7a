package org.porchlight.access;

import java.util.UUID;

/// Whether open looks may go on, and where it is written down that they were open.
interface LookBook {

  Standing judge(Permit permit);

  /// Before anything can be seen, or there is a ticket. If this throws, there is neither.
  void opened(UUID look, Permit permit);

  /// Now and then, so that one whose program dies can be told from one that goes on.
  void goesOn(UUID look, long bytes);

  /// Once it has ended, or its ticket was not used; asked again until it does not throw.
  void closed(UUID look, Permit permit, long durationMillis, long bytes, String endReason);

  /// Writes down the end of looks that died with their program.
  void closeOrphans();
}
