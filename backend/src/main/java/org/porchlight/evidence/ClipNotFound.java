package org.porchlight.evidence;

public class ClipNotFound extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ClipNotFound(ClipId id) {
    super("No clip " + id);
  }
}
