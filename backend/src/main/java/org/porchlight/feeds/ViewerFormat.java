package org.porchlight.feeds;

import java.util.Optional;
import org.porchlight.feeds.media.VideoFormat;

/// What a viewer's program can play.
public enum ViewerFormat {
  H264,
  H265,
  /// Single pictures, one after the other.
  JPEG;

  static ViewerFormat of(VideoFormat format) {
    return switch (format) {
      case VideoFormat.Avc _ -> H264;
      case VideoFormat.Hevc _ -> H265;
      case VideoFormat.Jpeg _ -> JPEG;
    };
  }

  /// What a program must play for a file with these pictures. Empty if none can: single pictures do
  /// not play out of a file.
  ///
  /// @param codecs as in RFC 6381
  public static Optional<ViewerFormat> inFile(String codecs) {
    return of(codecs);
  }

  /// Empty for anything else.
  ///
  /// @param mime as viewers are told
  static Optional<ViewerFormat> of(String mime) {
    if (mime.equals("image/jpeg")) {
      return Optional.of(JPEG);
    }
    if (mime.contains("avc")) {
      return Optional.of(H264);
    }
    return mime.contains("hvc") || mime.contains("hev") ? Optional.of(H265) : Optional.empty();
  }
}
