package org.porchlight.alerts;

/// A cursor that no page of ours gave out.
public class UnknownCursor extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnknownCursor() {
    super("Unknown cursor");
  }
}
