package org.porchlight.camerasim;

/// What a camera offers that is no camera.
public enum NotVideo {
  /// The SDP has an audio track only.
  ONLY_AUDIO,
  /// The SDP has an application (metadata) track only.
  ONLY_APPLICATION,
  /// The SDP promises H.264, but the RTP payloads are random bytes.
  GARBAGE_PACKETS,
  /// Whatever is asked, a web page is answered.
  WEB_PAGE
}
