package org.porchlight.access;

/// What a person wants to do with a camera's picture.
public enum Use {
  LIVE("camera.live.open"),
  CLIP("camera.clip.save"),
  PLAYBACK("camera.clip.play"),
  /// See the small picture of a clip in a list.
  THUMBNAIL("camera.clip.thumbnail"),
  SNAPSHOT("camera.snapshot"),
  /// Begin to record it.
  RECORD("camera.record.open"),
  /// Look at what was recorded.
  REPLAY("camera.replay.open");

  private final String event;

  Use(String event) {
    this.event = event;
  }

  /// Name of the audit event.
  String event() {
    return event;
  }

  /// Name of the audit event of its end.
  ///
  /// @throws IllegalArgumentException if it is over as soon as it was decided
  String closing() {
    if (!event.endsWith(".open")) {
      throw new IllegalArgumentException(this + " has no end");
    }
    return event.substring(0, event.length() - "open".length()) + "close";
  }
}
