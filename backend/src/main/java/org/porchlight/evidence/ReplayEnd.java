package org.porchlight.evidence;

import org.porchlight.access.Reason;

/// Why a replay ended.
public sealed interface ReplayEnd {

  /// A short code for the log, for example `SWITCHED_OFF` or `VIEWER_LEFT`.
  String code();

  /// The permit no longer holds.
  record GroundEnded(Reason reason) implements ReplayEnd {

    @Override
    public String code() {
      return reason.name();
    }
  }

  /// The viewer closed it.
  record ViewerLeft() implements ReplayEnd {

    @Override
    public String code() {
      return "VIEWER_LEFT";
    }
  }

  /// Nothing was fetched for some minutes.
  record Idle() implements ReplayEnd {

    @Override
    public String code() {
      return "IDLE";
    }
  }

  /// The program stops.
  record Shutdown() implements ReplayEnd {

    @Override
    public String code() {
      return "SHUTDOWN";
    }
  }
}
