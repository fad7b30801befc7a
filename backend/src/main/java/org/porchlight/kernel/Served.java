package org.porchlight.kernel;

import java.util.UUID;

/// Told wherever pictures leave the house, as they leave. What it writes down owes nothing to the
/// audit log, so that the two can be compared. See
/// docs/decisions/0045-two-books-of-what-was-served.md.
@FunctionalInterface
public interface Served {

  /// For tests of other things.
  Served NOWHERE = (_, _, _, _) -> {};

  /// So many bytes are handed out now. Does not wait.
  ///
  /// @param permit under which
  /// @param camera id of the camera that they show
  /// @param what name of the use, for example `LIVE`
  void gave(UUID permit, UUID camera, String what, long bytes);
}
