package org.porchlight.portal.clips;

import org.porchlight.access.Reason;
import org.porchlight.evidence.ClipAnswer;

/// What became of saving a clip.
public sealed interface SaveAnswer {

  record Answered(ClipAnswer answer) implements SaveAnswer {}

  record No(Reason reason) implements SaveAnswer {}
}
