package org.porchlight.evidence;

import org.porchlight.access.Reason;

/// The answer to "give me this piece of the recording".
public sealed interface ReplayPieceAnswer {

  record Opened(FootageFile file) implements ReplayPieceAnswer {}

  /// There is no such replay, it has ended, or it is somebody else's; all look the same.
  record NoReplay() implements ReplayPieceAnswer {}

  /// There is no such piece any more, or it was never part of this replay; the two look the same.
  record NoPiece() implements ReplayPieceAnswer {}

  /// The ground has ended just now, and with it the replay.
  record Refused(Reason reason) implements ReplayPieceAnswer {}

  /// It may be seen, but only as a copy, and none can be made now.
  record NotNow() implements ReplayPieceAnswer {}
}
