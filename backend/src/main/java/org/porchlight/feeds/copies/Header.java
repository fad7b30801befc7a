package org.porchlight.feeds.copies;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.porchlight.feeds.media.Codec;
import org.porchlight.feeds.media.VideoFormat;

/// Formats as workers are told of them.
final class Header {

  private static final byte[] START = {0, 0, 0, 1};

  private Header() {}

  static String codec(VideoFormat format) {
    return switch (format) {
      case VideoFormat.Avc _ -> Codec.H264.name();
      case VideoFormat.Hevc _ -> Codec.HEVC.name();
      case VideoFormat.Jpeg _ -> Codec.MJPEG.name();
    };
  }

  /// The parameter sets with start codes.
  static byte[] of(VideoFormat format) {
    return switch (format) {
      case VideoFormat.Avc avc -> joined(List.of(avc.sps(), avc.pps()));
      case VideoFormat.Hevc hevc -> joined(List.of(hevc.vps(), hevc.sps(), hevc.pps()));
      case VideoFormat.Jpeg _ -> new byte[0];
    };
  }

  private static byte[] joined(List<List<byte[]>> kinds) {
    var out = new ByteArrayOutputStream();
    for (var sets : kinds) {
      for (var set : sets) {
        out.writeBytes(START);
        out.writeBytes(set);
      }
    }
    return out.toByteArray();
  }
}
