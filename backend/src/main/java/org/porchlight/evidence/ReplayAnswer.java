package org.porchlight.evidence;

import org.porchlight.access.Reason;

/// The answer to "may I look at what this camera recorded?".
public sealed interface ReplayAnswer {

  record Opened(Replay replay) implements ReplayAnswer {}

  record Refused(Reason reason) implements ReplayAnswer {}
}
