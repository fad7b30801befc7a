package org.porchlight.plates;

/// Only operators and supervisors see what the plate readers saw.
public class MayNotSeeReads extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MayNotSeeReads() {
    super("Only operators and supervisors may see plate reads");
  }
}
