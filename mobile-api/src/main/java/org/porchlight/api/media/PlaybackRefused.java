package org.porchlight.api.media;

import org.porchlight.access.Reason;

class PlaybackRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  PlaybackRefused(Reason reason) {
    super(reason.name());
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
