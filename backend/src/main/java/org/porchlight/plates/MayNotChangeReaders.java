package org.porchlight.plates;

/// Only administrators may register and retire plate readers.
public class MayNotChangeReaders extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MayNotChangeReaders() {
    super("Only administrators may change readers");
  }
}
