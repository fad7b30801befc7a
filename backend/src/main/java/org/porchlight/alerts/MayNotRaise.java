package org.porchlight.alerts;

/// Only operators and supervisors work at the alerts desk.
public class MayNotRaise extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MayNotRaise() {
    super("Only operators and supervisors work at the alerts desk");
  }
}
