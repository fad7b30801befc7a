package org.porchlight.api.media;

class FootageGone extends RuntimeException {

  private static final long serialVersionUID = 1L;
}
