package org.porchlight.feeds.copies;

import java.io.IOException;

/// A worker has died, or was ended because it did not answer in time.
final class WorkerLost extends IOException {

  private static final long serialVersionUID = 1L;

  WorkerLost(String message, Throwable cause) {
    super(message, cause);
  }
}
