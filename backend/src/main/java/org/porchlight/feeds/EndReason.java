package org.porchlight.feeds;

import org.porchlight.access.Reason;

/// Why a live view ended.
public sealed interface EndReason {

  /// A short code for the log and for the browser, for example `SWITCHED_OFF` or `VIEWER_LEFT`.
  String code();

  /// The permit no longer holds.
  record GroundEnded(Reason reason) implements EndReason {

    @Override
    public String code() {
      return reason.name();
    }
  }

  /// The viewer closed the view, or vanished.
  record ViewerLeft() implements EndReason {

    @Override
    public String code() {
      return "VIEWER_LEFT";
    }
  }

  /// The ticket was never used.
  record NeverOpened() implements EndReason {

    @Override
    public String code() {
      return "NEVER_OPENED";
    }
  }

  /// The program stops.
  record Shutdown() implements EndReason {

    @Override
    public String code() {
      return "SHUTDOWN";
    }
  }
}
