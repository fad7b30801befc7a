package org.porchlight.evidence;

import java.util.List;
import org.porchlight.feeds.StreamProblem;

/// What became of saving a clip.
public sealed interface ClipAnswer {

  /// In the store, checksum read back.
  ///
  /// @param parts at least one; more where the format of the pictures changed in the window
  record Stored(List<Clip> parts) implements ClipAnswer {

    public Stored {
      parts = List.copyOf(parts);
    }

    /// The first part.
    public Clip clip() {
      return parts.getFirst();
    }
  }

  /// Safe on disk; the store does not take it right now, and gets it later by itself.
  ///
  /// @param parts at least one; more where the format of the pictures changed in the window
  record Spooled(List<Clip> parts) implements ClipAnswer {

    public Spooled {
      parts = List.copyOf(parts);
    }

    /// The first part.
    public Clip clip() {
      return parts.getFirst();
    }
  }

  /// There was no picture to save.
  record Nothing(StreamProblem problem) implements ClipAnswer {}

  /// It could not be kept, and nothing is left of it.
  record NotKept(Why why) implements ClipAnswer {}

  enum Why {
    DISK_FULL,
    DISK_FAILED
  }
}
