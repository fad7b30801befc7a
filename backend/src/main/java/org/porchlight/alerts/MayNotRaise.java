package org.porchlight.alerts;

/// Only operators and supervisors may raise, offer again or close an alert from the desk.
public class MayNotRaise extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MayNotRaise() {
    super("Only operators and supervisors may raise alerts");
  }
}
