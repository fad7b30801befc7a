package org.porchlight.api.media;

class NotSignedIn extends RuntimeException {

  private static final long serialVersionUID = 1L;
}
