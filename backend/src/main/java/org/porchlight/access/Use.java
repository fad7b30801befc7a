package org.porchlight.access;

/// What a person wants to do with a camera's picture.
public enum Use {
  LIVE("camera.live.open"),
  CLIP("camera.clip.save"),
  PLAYBACK("camera.clip.play"),
  SNAPSHOT("camera.snapshot");

  private final String event;

  Use(String event) {
    this.event = event;
  }

  /// Name of the audit event.
  String event() {
    return event;
  }
}
