package org.porchlight.api.media;

class ClipOutOfReach extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ClipOutOfReach(Throwable cause) {
    super(cause);
  }

  ClipOutOfReach(String why) {
    super(why);
  }
}
