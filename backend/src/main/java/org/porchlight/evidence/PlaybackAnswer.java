package org.porchlight.evidence;

import org.porchlight.access.Reason;

/// The answer to "may I play this clip?".
public sealed interface PlaybackAnswer {

  record Opened(Playback playback) implements PlaybackAnswer {}

  record Refused(Reason reason) implements PlaybackAnswer {}

  /// It may be seen, but only as a copy, and none can be made now.
  record NotNow() implements PlaybackAnswer {}
}
