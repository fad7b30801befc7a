package org.porchlight.api.media;

import org.porchlight.access.EndReason;

class ViewEnded extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  ViewEnded(EndReason reason) {
    super(reason.code());
    this.reason = reason.code();
  }

  /// A short code, for example `SWITCHED_OFF`.
  String reason() {
    return reason;
  }
}
