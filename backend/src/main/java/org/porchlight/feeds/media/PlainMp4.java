package org.porchlight.feeds.media;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;

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

  /// Writes the file.
  ///
  /// @param samples at least one; time is rebased so that the first one shown is at 0
  /// @param created written into the file as its creation time
  /// @return how many bytes were written
  public static long write(
      VideoFormat format, List<Sample> samples, Instant created, Bytes bytes, OutputStream out)
      throws IOException {
    var seconds = created.getEpochSecond() + SECONDS_1904_TO_1970;
    var content = samples.stream().mapToLong(Sample::size).sum();
    if (content > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("a clip of " + content + " bytes");
    }
    // The index holds the place of the content, whose place depends on the size of the index.
    var head = head(format, samples, seconds, 0);
    var start = head.size() + 8;
    head = head(format, samples, seconds, start);
    var data = head.reserve(8);
    head.putInt(data, (int) content + 8);
    System.arraycopy(new byte[] {'m', 'd', 'a', 't'}, 0, head.array(), data + 4, 4);
    out.write(head.array(), 0, head.size());
    for (var i = 0; i < samples.size(); i++) {
      bytes.write(i, out);
    }
    return head.size() + content;
  }

  private static Boxes head(VideoFormat format, List<Sample> samples, long created, long dataAt) {
    var out = new Boxes(1024 + 16 * samples.size());
    var duration = samples.stream().mapToLong(Sample::duration).sum();
    var milliseconds = duration * 1000 / Timeline.TICKS;
    var earliest =
        samples.stream().mapToLong(Sample::show).min().orElseThrow() - samples.getFirst().decode();
    Track.fileType(out, "isom", "isom", "iso2", "avc1", "mp41");
    var movie = out.begin("moov");
    Track.movieHeader(out, created, milliseconds);
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
    durations(out, samples);
    offsets(out, samples);
    keys(out, samples);
    var box = out.begin("stsc", 0, 0);
    out.u32(1).u32(1).u32(samples.size()).u32(1);
    out.end(box);
    box = out.begin("stsz", 0, 0);
    out.u32(0).u32(samples.size());
    for (var sample : samples) {
      out.u32(sample.size());
    }
    out.end(box);
    box = out.begin("stco", 0, 0);
    out.u32(1).u32(dataAt);
    out.end(box);
    out.end(table);
    out.end(content);
    out.end(media);
    out.end(track);
    out.end(movie);
    return out;
  }

  /// Says that the film begins at the first picture shown, not at the first one decoded.
  private static void editList(Boxes out, long milliseconds, long earliest) {
    var edits = out.begin("edts");
    var list = out.begin("elst", 1, 0);
    out.u32(1).u64(milliseconds).u64(earliest).u16(1).u16(0);
    out.end(list);
    out.end(edits);
  }

  private static void durations(Boxes out, List<Sample> samples) {
    var box = out.begin("stts", 0, 0);
    var count = out.reserve(4);
    var entries = 0;
    for (var i = 0; i < samples.size(); ) {
      var same = i;
      while (same < samples.size() && samples.get(same).duration() == samples.get(i).duration()) {
        same++;
      }
      out.u32(same - i).u32(samples.get(i).duration());
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
