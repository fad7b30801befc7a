package org.porchlight.feeds.media;

import java.nio.ByteBuffer;
import java.util.List;

/// MP4 in pieces, as browsers take it while it grows (ISO/IEC 14496-12 8.8).
public final class FragmentedMp4 {

  /// sample_depends_on 2: on no other.
  private static final int KEY = 0x0200_0000;

  /// sample_depends_on 1, and not a sync sample.
  private static final int DEPENDENT = 0x0101_0000;

  private FragmentedMp4() {}

  /// Copies the bytes of one sample to where they belong.
  @FunctionalInterface
  public interface Bytes {

    void copy(int sample, byte[] to, int at);
  }

  /// Where the time of the first sample is: in `moof`, behind `mfhd`, `traf` and `tfhd`.
  private static final int TIME = 8 + 16 + 8 + 16 + 12;

  /// Where the samples are counted, and where the first is: in `trun`, behind `tfdt`.
  private static final int COUNT = TIME + 8 + 12;

  private static final int SAMPLES = COUNT + 8;
  private static final int SAMPLE = 16;

  /// When the first sample of a fragment that was made here is decoded, in [Timeline#TICKS].
  public static long decodeTime(ByteBuffer fragment) {
    return fragment.getLong(fragment.position() + TIME);
  }

  /// How long all samples of a fragment that was made here last, in [Timeline#TICKS].
  public static long duration(ByteBuffer fragment) {
    var ticks = 0L;
    for (var i = 0; i < fragment.getInt(fragment.position() + COUNT); i++) {
      ticks += fragment.getInt(fragment.position() + SAMPLES + SAMPLE * i) & 0xFFFF_FFFFL;
    }
    return ticks;
  }

  /// What comes before all fragments of this format.
  public static ByteBuffer header(VideoFormat format) {
    var out = new Boxes(1024);
    Track.fileType(out, "iso5", "iso5", "iso6", "mp41");
    var movie = out.begin("moov");
    Track.movieHeader(out, 0, 0);
    var track = out.begin("trak");
    Track.trackHeader(out, format, 0, 0);
    var media = out.begin("mdia");
    Track.mediaHeader(out, 0, 0);
    var content = out.begin("minf");
    Track.videoAndReferences(out);
    var table = out.begin("stbl");
    Track.sampleDescription(out, format);
    for (var empty : new String[] {"stts", "stsc", "stco"}) {
      var box = out.begin(empty, 0, 0);
      out.u32(0);
      out.end(box);
    }
    var sizes = out.begin("stsz", 0, 0);
    out.u64(0);
    out.end(sizes);
    out.end(table);
    out.end(content);
    out.end(media);
    out.end(track);
    var extends_ = out.begin("mvex");
    var defaults = out.begin("trex", 0, 0);
    out.u32(Track.ID).u32(1).u32(0).u32(0).u32(0);
    out.end(defaults);
    out.end(extends_);
    out.end(movie);
    return out.toBuffer();
  }

  /// One fragment of one sample or more, which follow each other.
  ///
  /// @param number 1, 2, 3 and so on
  public static ByteBuffer fragment(int number, List<Sample> samples, Bytes bytes) {
    var content = samples.stream().mapToInt(Sample::size).reduce(0, Math::addExact);
    var out = new Boxes(128 + 16 * samples.size() + content);
    var fragment = out.begin("moof");
    var header = out.begin("mfhd", 0, 0);
    out.u32(number);
    out.end(header);
    var track = out.begin("traf");
    var which = out.begin("tfhd", 0, 0x02_0000);
    out.u32(Track.ID);
    out.end(which);
    var when = out.begin("tfdt", 1, 0);
    out.u64(samples.getFirst().decode());
    out.end(when);
    var run = out.begin("trun", 1, 0xF01);
    out.u32(samples.size());
    var dataAt = out.reserve(4);
    for (var sample : samples) {
      out.u32(sample.duration()).u32(sample.size()).u32(sample.key() ? KEY : DEPENDENT);
      out.u32(sample.offset());
    }
    out.end(run);
    out.end(track);
    out.end(fragment);
    out.putInt(dataAt, out.size() + 8);
    var data = out.begin("mdat");
    for (var i = 0; i < samples.size(); i++) {
      var at = out.reserve(samples.get(i).size());
      bytes.copy(i, out.array(), at);
    }
    out.end(data);
    return out.toBuffer();
  }
}
