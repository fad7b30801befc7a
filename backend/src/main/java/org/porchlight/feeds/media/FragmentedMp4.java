package org.porchlight.feeds.media;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    return header(format, null);
  }

  /// What comes before all fragments of these formats.
  ///
  /// @param sound in a second track; null for none
  public static ByteBuffer header(VideoFormat format, @Nullable SoundFormat sound) {
    var out = new Boxes(1024);
    Track.fileType(out, "iso5", "iso5", "iso6", "mp41");
    var movie = out.begin("moov");
    Track.movieHeader(out, 0, 0, sound == null ? 1 : 2);
    var track = out.begin("trak");
    Track.trackHeader(out, format, 0, 0);
    var media = out.begin("mdia");
    Track.mediaHeader(out, 0, 0);
    var content = out.begin("minf");
    Track.videoAndReferences(out);
    var table = out.begin("stbl");
    Track.sampleDescription(out, format);
    emptyTables(out);
    out.end(table);
    out.end(content);
    out.end(media);
    out.end(track);
    if (sound != null) {
      soundTrack(out, sound);
    }
    var extends_ = out.begin("mvex");
    defaults(out, Track.ID);
    if (sound != null) {
      defaults(out, Track.SOUND_ID);
    }
    out.end(extends_);
    out.end(movie);
    return out.toBuffer();
  }

  private static void soundTrack(Boxes out, SoundFormat sound) {
    var track = out.begin("trak");
    Track.soundHeader(out, 0, 0);
    var media = out.begin("mdia");
    Track.soundMediaHeader(out, sound, 0, 0);
    var content = out.begin("minf");
    Track.soundAndReferences(out);
    var table = out.begin("stbl");
    Track.soundDescription(out, sound);
    emptyTables(out);
    out.end(table);
    out.end(content);
    out.end(media);
    out.end(track);
  }

  private static void emptyTables(Boxes out) {
    for (var empty : new String[] {"stts", "stsc", "stco"}) {
      var box = out.begin(empty, 0, 0);
      out.u32(0);
      out.end(box);
    }
    var sizes = out.begin("stsz", 0, 0);
    out.u64(0);
    out.end(sizes);
  }

  private static void defaults(Boxes out, int track) {
    var defaults = out.begin("trex", 0, 0);
    out.u32(track).u32(1).u32(0).u32(0).u32(0);
    out.end(defaults);
  }

  /// One fragment of one sample or more, which follow each other.
  ///
  /// @param number 1, 2, 3 and so on
  public static ByteBuffer fragment(int number, List<Sample> samples, Bytes bytes) {
    return fragment(number, samples, bytes, LiveSound.Run.NOTHING);
  }

  /// One fragment of one sample or more, which follow each other, with the sound that belongs to
  /// them.
  ///
  /// @param sound goes behind the pictures, in the second track
  public static ByteBuffer fragment(
      int number, List<Sample> samples, Bytes bytes, LiveSound.Run sound) {
    var pictures = samples.stream().mapToInt(Sample::size).reduce(0, Math::addExact);
    var sounds = sound.pieces().stream().mapToInt(piece -> piece.length).sum();
    var out = new Boxes(192 + 16 * samples.size() + 8 * sound.pieces().size() + pictures + sounds);
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
    var soundAt = sound.isEmpty() ? 0 : soundRun(out, sound);
    out.end(fragment);
    out.putInt(dataAt, out.size() + 8);
    if (soundAt > 0) {
      out.putInt(soundAt, out.size() + 8 + pictures);
    }
    var data = out.begin("mdat");
    for (var i = 0; i < samples.size(); i++) {
      var at = out.reserve(samples.get(i).size());
      bytes.copy(i, out.array(), at);
    }
    sound.pieces().forEach(out::raw);
    out.end(data);
    return out.toBuffer();
  }

  /// @return where the place of its data belongs
  private static int soundRun(Boxes out, LiveSound.Run sound) {
    var track = out.begin("traf");
    // Every piece of sound can be decoded by itself.
    var which = out.begin("tfhd", 0, 0x02_0020);
    out.u32(Track.SOUND_ID).u32(KEY);
    out.end(which);
    var when = out.begin("tfdt", 1, 0);
    out.u64(sound.begin());
    out.end(when);
    var run = out.begin("trun", 0, 0x301);
    out.u32(sound.pieces().size());
    var dataAt = out.reserve(4);
    for (var i = 0; i < sound.pieces().size(); i++) {
      out.u32(sound.durations().get(i)).u32(sound.pieces().get(i).length);
    }
    out.end(run);
    out.end(track);
    return dataAt;
  }
}
