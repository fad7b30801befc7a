package org.porchlight.access;

/// Why a look through a camera ended: a live view, or a replay of what was recorded.
public sealed interface EndReason {

  /// A short code for the log and for the viewer's program, for example `SWITCHED_OFF` or
  /// `VIEWER_LEFT`.
  String code();

  /// The permit no longer holds.
  record GroundEnded(Reason reason) implements EndReason {

    @Override
    public String code() {
      return reason.name();
    }
  }

  /// The viewer closed it, or vanished.
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

  /// Nothing was fetched for some minutes.
  record Idle() implements EndReason {

    @Override
    public String code() {
      return "IDLE";
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
