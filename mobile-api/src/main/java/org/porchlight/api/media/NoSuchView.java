package org.porchlight.api.media;

class NoSuchView extends RuntimeException {

  private static final long serialVersionUID = 1L;
}
