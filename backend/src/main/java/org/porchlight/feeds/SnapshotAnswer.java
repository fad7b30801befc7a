package org.porchlight.feeds;

import org.porchlight.access.Reason;

/// What came of taking a picture of a camera.
public sealed interface SnapshotAnswer {

  /// There it is.
  @SuppressWarnings("ArrayRecordComponent")
  record Taken(byte[] jpeg, int width, int height) implements SnapshotAnswer {}

  /// The camera gave none in time, or has no address.
  record NoPicture() implements SnapshotAnswer {}

  /// The camera gave one that can not be shown now.
  record NotShown() implements SnapshotAnswer {}

  /// Too many are being taken; it works again in a moment.
  record Busy() implements SnapshotAnswer {}

  /// The ground ended before the picture was ready.
  record Ended(Reason reason) implements SnapshotAnswer {}
}
