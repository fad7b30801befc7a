package org.porchlight.feeds.copies;

/// What came of making a single picture.
public sealed interface StillAnswer {

  /// There it is.
  ///
  /// @param jpeg without anything of the camera's own but the picture
  @SuppressWarnings("ArrayRecordComponent")
  record Made(byte[] jpeg, int width, int height) implements StillAnswer {}

  /// There is none.
  record NotMade(Why why) implements StillAnswer {}

  /// Why not.
  enum Why {
    /// Too many wait already.
    BUSY,
    /// What the camera sent is no picture, or one that brought the worker down.
    UNDECODABLE,
    /// No worker can be started.
    NO_WORKER
  }
}
