package org.porchlight.feeds.media;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// What a decoder must know before the first picture.
public sealed interface VideoFormat {

  int width();

  int height();

  /// Pictures that may come in another order than they are shown: 0 without B-frames.
  int reorder();

  /// As in RFC 6381, for example `avc1.640028`.
  String codecs();

  Codec codec();

  /// The parameter sets in the order in which a decoder needs them; none for JPEG.
  List<byte[]> sets();

  /// The format that follows from its parameter sets.
  ///
  /// @param width of JPEG; the others say it themselves
  /// @throws MalformedVideo if they are damaged or not all there
  static VideoFormat of(Codec codec, List<byte[]> sets, int width, int height) {
    if (codec == Codec.MJPEG) {
      return new Jpeg(width, height);
    }
    var read = new ParameterSets(codec);
    sets.forEach(read::take);
    read.settle();
    var format = read.format();
    if (format == null) {
      throw new MalformedVideo("parameter sets are missing");
    }
    return format;
  }

  /// What a browser's Media Source is asked to play.
  default String mime() {
    return "video/mp4; codecs=\"" + codecs() + "\"";
  }

  /// The same with sound in a second track.
  default String mime(SoundFormat sound) {
    return "video/mp4; codecs=\"" + codecs() + "," + sound.codecs() + "\"";
  }

  /// H.264: one sequence and one picture parameter set or more.
  record Avc(List<byte[]> sps, List<byte[]> pps, int width, int height, int reorder)
      implements VideoFormat {

    public Avc {
      sps = List.copyOf(sps);
      pps = List.copyOf(pps);
    }

    @Override
    public Codec codec() {
      return Codec.H264;
    }

    @Override
    public List<byte[]> sets() {
      return Stream.of(sps, pps).flatMap(List::stream).toList();
    }

    @Override
    public String codecs() {
      var first = sps.getFirst();
      return "avc1.%02x%02x%02x".formatted(first[1], first[2], first[3]);
    }
  }

  /// H.265.
  record Hevc(
      List<byte[]> vps,
      List<byte[]> sps,
      List<byte[]> pps,
      HevcProfile profile,
      int width,
      int height,
      int reorder)
      implements VideoFormat {

    public Hevc {
      vps = List.copyOf(vps);
      sps = List.copyOf(sps);
      pps = List.copyOf(pps);
    }

    @Override
    public Codec codec() {
      return Codec.HEVC;
    }

    @Override
    public List<byte[]> sets() {
      return Stream.of(vps, sps, pps).flatMap(List::stream).toList();
    }

    @Override
    public String codecs() {
      return profile.codecs();
    }
  }

  /// Motion JPEG: every picture stands alone.
  record Jpeg(int width, int height) implements VideoFormat {

    @Override
    public int reorder() {
      return 0;
    }

    @Override
    public Codec codec() {
      return Codec.MJPEG;
    }

    @Override
    public List<byte[]> sets() {
      return List.of();
    }

    @Override
    public String codecs() {
      return "mp4v.6c";
    }

    @Override
    public String mime() {
      return "image/jpeg";
    }
  }

  /// Whether pictures of one can be decoded with the header of the other.
  default boolean sameAs(VideoFormat other) {
    return switch (this) {
      case Avc(var sps, var pps, _, _, _) ->
          other instanceof Avc avc && same(sps, avc.sps) && same(pps, avc.pps);
      case Hevc(var vps, var sps, var pps, _, _, _, _) ->
          other instanceof Hevc hevc
              && same(vps, hevc.vps)
              && same(sps, hevc.sps)
              && same(pps, hevc.pps);
      case Jpeg jpeg -> jpeg.equals(other);
    };
  }

  private static boolean same(List<byte[]> some, List<byte[]> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (var i = 0; i < some.size(); i++) {
      if (!Arrays.equals(some.get(i), others.get(i))) {
        return false;
      }
    }
    return true;
  }
}
