package org.porchlight.evidence;

import org.porchlight.feeds.StreamProblem;

/// What became of saving a clip.
public sealed interface ClipAnswer {

  /// In the store, checksum read back.
  record Stored(Clip clip) implements ClipAnswer {}

  /// Safe on disk; the store does not take it right now, and gets it later by itself.
  record Spooled(Clip clip) implements ClipAnswer {}

  /// There was no picture to save.
  record Nothing(StreamProblem problem) implements ClipAnswer {}

  /// It could not be kept, and nothing is left of it.
  record NotKept(Why why) implements ClipAnswer {}

  enum Why {
    DISK_FULL,
    DISK_FAILED
  }
}
