package org.porchlight.feeds;

import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.media.Codec;
import org.porchlight.feeds.media.VideoFormat;

/// What a decoder must know before the first picture, in a form that can be written down.
public final class PictureFormat {

  private final VideoFormat video;

  PictureFormat(VideoFormat video) {
    this.video = video;
  }

  /// Reads what was written down.
  ///
  /// @param codec as [#codec] gives it
  /// @param sets parameter sets in hexadecimal, as [#sets] gives them
  /// @throws IllegalArgumentException if this is no format
  public static PictureFormat of(String codec, List<String> sets, int width, int height) {
    try {
      var bytes = sets.stream().map(HexFormat.of()::parseHex).toList();
      return new PictureFormat(VideoFormat.of(Codec.valueOf(codec), bytes, width, height));
    } catch (RuntimeException damaged) {
      throw new IllegalArgumentException("not a format of pictures", damaged);
    }
  }

  /// `H264`, `HEVC` or `MJPEG`.
  public String codec() {
    return video.codec().name();
  }

  /// As in RFC 6381, for example `avc1.640028`.
  public String codecs() {
    return video.codecs();
  }

  public int width() {
    return video.width();
  }

  public int height() {
    return video.height();
  }

  /// The parameter sets in hexadecimal, in the order in which a decoder needs them.
  public List<String> sets() {
    return video.sets().stream().map(HexFormat.of()::formatHex).toList();
  }

  VideoFormat video() {
    return video;
  }

  /// Whether pictures of one can be decoded with the header of the other.
  boolean sameAs(PictureFormat other) {
    return video.sameAs(other.video);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PictureFormat format && sameAs(format);
  }

  @Override
  public int hashCode() {
    return codecs().hashCode();
  }

  @Override
  public String toString() {
    return codecs() + " " + width() + "x" + height();
  }
}
