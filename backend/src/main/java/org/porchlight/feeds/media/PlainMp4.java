package org.porchlight.feeds.media;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A whole MP4 file with the index in front, so that a browser can play it while it loads.
public final class PlainMp4 {

  /// From 1904, where MP4 begins, to 1970.
  private static final long SECONDS_1904_TO_1970 = 2_082_844_800L;

  private PlainMp4() {}

  /// Writes the bytes of one sample.
  @FunctionalInterface
  public interface Bytes {

    void write(int sample, OutputStream out) throws IOException;
  }

  /// Sound for the second track. Its bytes lie before those of the pictures.
  ///
  /// @param begin of the first piece after the first picture, in samples
  /// @param durations of the pieces in samples, each until the next one
  /// @param sizes of the pieces in bytes
  public record Sound(
      SoundFormat format, long begin, List<Integer> durations, List<Integer> sizes, Bytes bytes) {

    long duration() {
      return durations.stream().mapToLong(Integer::longValue).sum();
    }
  }

  /// Writes a file without sound.
  public static long write(
      VideoFormat format, List<Sample> samples, Instant created, Bytes bytes, OutputStream out)
      throws IOException {
    return write(format, samples, created, bytes, null, out);
  }

  /// Writes the file.
  ///
  /// @param samples at least one; time is rebased so that the first one shown is at 0
  /// @param created written into the file as its creation time
  /// @return how many bytes were written
  public static long write(
      VideoFormat format,
      List<Sample> samples,
      Instant created,
      Bytes bytes,
      @Nullable Sound sound,
      OutputStream out)
      throws IOException {
    var seconds = created.getEpochSecond() + SECONDS_1904_TO_1970;
    var sounds = sound == null ? 0 : sound.sizes().stream().mapToLong(Integer::longValue).sum();
    var content = sounds + samples.stream().mapToLong(Sample::size).sum();
    if (content > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("a clip of " + content + " bytes");
    }
    // The index holds the place of the content, whose place depends on the size of the index.
    var head = head(format, samples, sound, seconds, 0, 0);
    var start = head.size() + 8;
    head = head(format, samples, sound, seconds, start, start + sounds);
    var data = head.reserve(8);
    head.putInt(data, (int) content + 8);
    System.arraycopy(new byte[] {'m', 'd', 'a', 't'}, 0, head.array(), data + 4, 4);
    out.write(head.array(), 0, head.size());
    if (sound != null) {
      for (var i = 0; i < sound.sizes().size(); i++) {
        sound.bytes().write(i, out);
      }
    }
    for (var i = 0; i < samples.size(); i++) {
      bytes.write(i, out);
    }
    return head.size() + content;
  }

  private static Boxes head(
      VideoFormat format,
      List<Sample> samples,
      @Nullable Sound sound,
      long created,
      long soundAt,
      long dataAt) {
    var out = new Boxes(1024 + 16 * samples.size());
    var duration = samples.stream().mapToLong(Sample::duration).sum();
    var milliseconds = duration * 1000 / Timeline.TICKS;
    var earliest =
        samples.stream().mapToLong(Sample::show).min().orElseThrow() - samples.getFirst().decode();
    Track.fileType(out, "isom", "isom", "iso2", "avc1", "mp41");
    var movie = out.begin("moov");
    if (sound == null) {
      Track.movieHeader(out, created, milliseconds, 1);
    } else {
      Track.movieHeader(out, created, Math.max(milliseconds, delay(sound) + length(sound)), 2);
    }
    var track = out.begin("trak");
    Track.trackHeader(out, format, created, milliseconds);
    if (earliest > 0) {
      editList(out, milliseconds, earliest);
    }
    var media = out.begin("mdia");
    Track.mediaHeader(out, created, duration);
    var content = out.begin("minf");
    Track.videoAndReferences(out);
    var table = out.begin("stbl");
    Track.sampleDescription(out, format);
    runs(out, samples.stream().map(Sample::duration).toList());
    offsets(out, samples);
    keys(out, samples);
    places(out, samples.stream().map(Sample::size).toList(), dataAt);
    out.end(table);
    out.end(content);
    out.end(media);
    out.end(track);
    if (sound != null) {
      soundTrack(out, sound, created, soundAt);
    }
    out.end(movie);
    return out;
  }

  private static void soundTrack(Boxes out, Sound sound, long created, long dataAt) {
    var track = out.begin("trak");
    var delay = delay(sound);
    Track.soundHeader(out, created, delay + length(sound));
    if (delay > 0) {
      var edits = out.begin("edts");
      var list = out.begin("elst", 1, 0);
      out.u32(2).u64(delay).u64(-1).u16(1).u16(0);
      out.u64(length(sound)).u64(0).u16(1).u16(0);
      out.end(list);
      out.end(edits);
    }
    var media = out.begin("mdia");
    Track.soundMediaHeader(out, sound.format(), created, sound.duration());
    var content = out.begin("minf");
    Track.soundAndReferences(out);
    var table = out.begin("stbl");
    Track.soundDescription(out, sound.format());
    runs(out, sound.durations());
    places(out, sound.sizes(), dataAt);
    out.end(table);
    out.end(content);
    out.end(media);
    out.end(track);
  }

  /// Milliseconds until the sound begins.
  private static long delay(Sound sound) {
    return sound.begin() * 1000 / sound.format().rate();
  }

  private static long length(Sound sound) {
    return sound.duration() * 1000 / sound.format().rate();
  }

  /// All samples in one chunk.
  private static void places(Boxes out, List<Integer> sizes, long dataAt) {
    var box = out.begin("stsc", 0, 0);
    out.u32(1).u32(1).u32(sizes.size()).u32(1);
    out.end(box);
    box = out.begin("stsz", 0, 0);
    out.u32(0).u32(sizes.size());
    for (var size : sizes) {
      out.u32(size);
    }
    out.end(box);
    box = out.begin("stco", 0, 0);
    out.u32(1).u32(dataAt);
    out.end(box);
  }

  /// Says that the film begins at the first picture shown, not at the first one decoded.
  private static void editList(Boxes out, long milliseconds, long earliest) {
    var edits = out.begin("edts");
    var list = out.begin("elst", 1, 0);
    out.u32(1).u64(milliseconds).u64(earliest).u16(1).u16(0);
    out.end(list);
    out.end(edits);
  }

  private static void runs(Boxes out, List<Integer> durations) {
    var box = out.begin("stts", 0, 0);
    var count = out.reserve(4);
    var entries = 0;
    for (var i = 0; i < durations.size(); ) {
      var duration = durations.get(i).intValue();
      var same = i;
      while (same < durations.size() && durations.get(same).intValue() == duration) {
        same++;
      }
      out.u32(same - i).u32(duration);
      entries++;
      i = same;
    }
    out.putInt(count, entries);
    out.end(box);
  }

  private static void offsets(Boxes out, List<Sample> samples) {
    if (samples.stream().allMatch(sample -> sample.offset() == 0)) {
      return;
    }
    var box = out.begin("ctts", 0, 0);
    out.u32(samples.size());
    for (var sample : samples) {
      out.u32(1).u32(sample.offset());
    }
    out.end(box);
  }

  private static void keys(Boxes out, List<Sample> samples) {
    if (samples.stream().allMatch(Sample::key)) {
      return;
    }
    var box = out.begin("stss", 0, 0);
    var count = out.reserve(4);
    var entries = 0;
    for (var i = 0; i < samples.size(); i++) {
      if (samples.get(i).key()) {
        out.u32(i + 1L);
        entries++;
      }
    }
    out.putInt(count, entries);
    out.end(box);
  }
}
