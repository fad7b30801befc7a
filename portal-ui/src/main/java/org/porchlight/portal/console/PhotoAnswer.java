package org.porchlight.portal.console;

import org.porchlight.access.Reason;
import org.porchlight.feeds.SnapshotAnswer;

/// What became of taking a picture.
sealed interface PhotoAnswer {

  record Answered(SnapshotAnswer answer) implements PhotoAnswer {}

  record No(Reason reason) implements PhotoAnswer {}
}
