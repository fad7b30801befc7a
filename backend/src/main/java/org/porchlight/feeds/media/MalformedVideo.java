package org.porchlight.feeds.media;

/// A camera sent something that is not the video it says it is.
public class MalformedVideo extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public MalformedVideo(String what) {
    super(what);
  }
}
