package org.porchlight.api.media;

class NoSuchReplay extends RuntimeException {

  private static final long serialVersionUID = 1L;
}
