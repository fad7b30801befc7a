package org.porchlight.camerasim;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A request as RFC 2326 writes it; its body, if it has one, is of no interest here.
record RtspRequest(String method, String uri, Map<String, String> headers) {

  /// Reads a request line and headers.
  ///
  /// @return absent if this is no RTSP request
  static @Nullable RtspRequest parse(String head) {
    var lines = head.split("\r?\n", -1);
    var first = lines[0].split(" ", -1);
    if (first.length != 3 || !first[2].startsWith("RTSP/")) {
      return null;
    }
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (var i = 1; i < lines.length; i++) {
      var colon = lines[i].indexOf(':');
      if (colon > 0) {
        headers.put(lines[i].substring(0, colon).trim(), lines[i].substring(colon + 1).trim());
      }
    }
    return new RtspRequest(first[0].toUpperCase(Locale.ROOT), first[1], headers);
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  int bodyLength() {
    var length = header("Content-Length");
    return length.matches("\\d{1,6}") ? Integer.parseInt(length) : 0;
  }

  /// The URI of the camera as the client wrote it, without the track's name and a slash behind it.
  /// Answers name it instead of the camera's own idea of its address, as real cameras do.
  String base() {
    return uri.replaceFirst("/?trackID=\\d+$", "").replaceFirst("/+$", "");
  }

  /// Path and query of the camera, without slashes around and without the track's name.
  String cameraPath() {
    return base().replaceFirst("^rtsps?://[^/]*", "").replaceFirst("^/+", "");
  }

  /// Number of the track that the URI names, or -1.
  int track() {
    var at = uri.lastIndexOf("trackID=");
    var number = at < 0 ? "" : uri.substring(at + "trackID=".length());
    return number.matches("\\d") ? Integer.parseInt(number) : -1;
  }
}
