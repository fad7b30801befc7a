package org.porchlight.camerasim.web;

/// A form in which a [WebCamera] shows its scene. All forms show the same picture at the same time.
public enum Form {
  /// `multipart/x-mixed-replace`, a JPEG in each part.
  MJPEG("stream.mjpg"),
  /// One JPEG for each request.
  SNAPSHOT("still.jpg"),
  /// An MPEG transport stream without end.
  TRANSPORT_STREAM("stream.ts"),
  /// HLS with transport stream segments, behind a master playlist.
  HLS("live.m3u8"),
  /// HLS with MP4 fragments.
  HLS_FRAGMENTS("fragments.m3u8");

  private final String file;

  Form(String file) {
    this.file = file;
  }

  String file() {
    return file;
  }
}
