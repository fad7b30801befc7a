package org.porchlight.camerasim;

import java.io.IOException;

/// A server did not let a camera publish.
public final class DialRefused extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String retryAfter;

  DialRefused(int status, String retryAfter) {
    super("refused with status " + status);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /// Status of its answer; 0 if it ended the connection without one.
  public int status() {
    return status;
  }

  /// What it said about when to come again; may be empty.
  public String retryAfter() {
    return retryAfter;
  }
}
