package org.porchlight.evidence;

import org.porchlight.access.Reason;

/// What became of the wish to record a camera.
public sealed interface RecordingAnswer {

  /// It is recorded now; perhaps it was before.
  record GoesOn(Recording recording) implements RecordingAnswer {}

  record No(Reason reason) implements RecordingAnswer {}
}
