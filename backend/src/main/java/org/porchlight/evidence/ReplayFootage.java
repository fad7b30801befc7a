package org.porchlight.evidence;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What a replay can show of some time.
///
/// @param pieces files that play one after the other, oldest first
/// @param footage where there are pictures and where some are missing, to the picture
public record ReplayFootage(List<Piece> pieces, Footage footage) {

  public ReplayFootage {
    pieces = List.copyOf(pieces);
  }

  /// One file.
  ///
  /// @param id to ask for it with
  /// @param from our clock when its first picture arrived
  /// @param to our clock when its last picture arrived
  public record Piece(UUID id, Instant from, Instant to) {}
}
