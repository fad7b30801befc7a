package org.porchlight.feeds;

import java.util.UUID;
import org.porchlight.access.Permit;
import org.porchlight.access.Standing;

/// Whether open views may go on, and where it is written down that they were open.
interface Grounds {

  Standing judge(Permit permit);

  /// Before there is a ticket. If this throws, there is none.
  void admitted(UUID view, Permit permit);

  /// Now and then, so that a view whose program dies can be told from one that goes on.
  void goesOn(UUID view, long bytes);

  /// Once it has ended, or its ticket was not used; asked again until it does not throw.
  void closed(UUID view, Permit permit, long durationMillis, long bytes, String endReason);

  /// Writes down the end of views that died with their program.
  void closeOrphans();
}
