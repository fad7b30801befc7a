package org.porchlight.feeds.pull.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.media.Codec;
import org.porchlight.feeds.media.MalformedVideo;
import org.porchlight.feeds.media.Timeline;
import org.porchlight.feeds.pull.StreamLost;

/// Takes the pictures of the first video track out of fragments of MP4 (ISO/IEC 14496-12 8.8), one
/// after the other as the bytes come. For one stream and one thread; memory is bounded by the
/// largest picture and the largest index.
public final class FragmentedFilm {

  private static final int LARGEST_INDEX = 1 << 20;
  private static final int MOST_SAMPLES = 20_000;

  /// Fields of a video track's description before its boxes.
  private static final int VISUAL = 78;

  private final int most;
  private final CodedPictures out;

  private @Nullable Codec codec;
  private int track;
  private int timescale;
  private int prefix;
  private byte[] sets = new byte[0];
  private long usualDuration;
  private long usualSize;
  private long nextDecode;
  private boolean setsSent;
  private boolean lossy;

  private record Sample(long at, int size, long decode, long show) {}

  /// @param most bytes of the largest picture
  public FragmentedFilm(int most, CodedPictures out) {
    this.most = most;
    this.out = out;
  }

  /// Says that fragments are missing before the next one.
  public void missing() {
    lossy = true;
  }

  /// Reads what comes before the fragments.
  ///
  /// @throws MalformedVideo if it is none
  /// @throws StreamLost if there is no video in it that is let in
  public void header(byte[] header) throws StreamLost {
    codec = null;
    setsSent = false;
    try {
      var movie = new Box(ByteBuffer.wrap(header)).find("moov");
      if (movie == null) {
        throw new MalformedVideo("no header of a film");
      }
      for (var one : movie.all("trak")) {
        if (codec == null) {
          track(one);
        }
      }
      if (codec == null) {
        throw new StreamLost(StreamProblem.NOT_VIDEO, "no format that is let in");
      }
      var extension = movie.find("mvex");
      if (extension != null) {
        for (var defaults : extension.all("trex")) {
          var in = defaults.content();
          in.getInt();
          if (in.getInt() == track) {
            in.getInt();
            usualDuration = in.getInt() & 0xFFFF_FFFFL;
            usualSize = in.getInt() & 0xFFFF_FFFFL;
          }
        }
      }
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new MalformedVideo("header of a film that ends too early");
    }
  }

  private void track(Box of) {
    var media = of.find("mdia");
    var head = of.find("tkhd");
    var clock = media == null ? null : media.find("mdhd");
    var kind = media == null ? null : media.find("hdlr");
    var content = media == null ? null : media.find("minf");
    var table = content == null ? null : content.find("stbl");
    var description = table == null ? null : table.find("stsd");
    if (head == null || clock == null || kind == null || description == null) {
      return;
    }
    if (kind.content().getInt(8) != fourCc("vide")) {
      return;
    }
    var entries = description.content();
    entries.position(8);
    for (var entry : new Box(entries).all()) {
      var boxes = entry.content();
      boxes.position(VISUAL);
      switch (entry.type()) {
        case "avc1", "avc3" -> configure(Codec.H264, new Box(boxes).find("avcC"));
        case "hvc1", "hev1" -> configure(Codec.HEVC, new Box(boxes).find("hvcC"));
        default -> {}
      }
      if (codec != null) {
        track = head.content().getInt(head.content().get(0) == 1 ? 20 : 12);
        timescale = clock.content().getInt(clock.content().get(0) == 1 ? 20 : 12);
        if (timescale <= 0) {
          throw new MalformedVideo("a clock that stands still");
        }
        return;
      }
    }
  }

  private void configure(Codec of, @Nullable Box configuration) {
    if (configuration == null) {
      return;
    }
    var in = configuration.content();
    var found = new ByteArrayOutputStream();
    if (of == Codec.H264) {
      prefix = (in.get(4) & 3) + 1;
      in.position(5);
      take(in, in.get() & 0x1F, found);
      take(in, in.get() & 0xFF, found);
    } else {
      prefix = (in.get(21) & 3) + 1;
      in.position(22);
      for (var arrays = in.get() & 0xFF; arrays > 0; arrays--) {
        in.get();
        take(in, in.getShort() & 0xFFFF, found);
      }
    }
    sets = found.toByteArray();
    codec = of;
  }

  private static void take(ByteBuffer in, int count, ByteArrayOutputStream to) {
    for (var i = 0; i < count; i++) {
      var set = new byte[in.getShort() & 0xFFFF];
      in.get(set);
      to.writeBytes(new byte[] {0, 0, 0, 1});
      to.writeBytes(set);
    }
  }

  /// Reads one segment to its end.
  ///
  /// @throws MalformedVideo if it makes no sense, or a picture is too large
  public void segment(InputStream in) throws IOException {
    var at = 0L;
    List<Sample> samples = List.of();
    while (true) {
      var head = in.readNBytes(8);
      if (head.length == 0) {
        return;
      }
      if (head.length < 8) {
        throw new MalformedVideo("a box that ends too early");
      }
      var size = ByteBuffer.wrap(head).getInt() & 0xFFFF_FFFFL;
      var length = 8;
      if (size == 1) {
        size = ByteBuffer.wrap(exactly(in, 8)).getLong();
        length = 16;
      } else if (size == 0) {
        size = Long.MAX_VALUE / 2;
      }
      if (size < length) {
        throw new MalformedVideo("a box of " + size + " bytes");
      }
      var content = size - length;
      switch (new String(head, 4, 4, ISO_8859_1)) {
        case "moof" -> {
          if (content > LARGEST_INDEX) {
            throw new MalformedVideo("an index of " + content + " bytes");
          }
          samples = samples(exactly(in, (int) content), at, at + size);
        }
        case "moov" -> {
          if (content > LARGEST_INDEX) {
            throw new MalformedVideo("a header of " + content + " bytes");
          }
          var moov = ByteBuffer.allocate((int) content + 8).putInt((int) content + 8);
          header(moov.putInt(fourCc("moov")).put(exactly(in, (int) content)).array());
        }
        case "mdat" -> pictures(in, samples, at + length, content);
        default -> skip(in, content);
      }
      at += size;
    }
  }

  private void pictures(InputStream in, List<Sample> samples, long from, long length)
      throws IOException {
    var at = from;
    for (var sample : samples) {
      if (sample.at() < at || sample.at() + sample.size() > from + length) {
        continue;
      }
      skip(in, sample.at() - at);
      picture(exactly(in, sample.size()), sample);
      at = sample.at() + sample.size();
    }
    skip(in, from + length - at);
  }

  private void picture(byte[] bytes, Sample sample) throws IOException {
    var of = codec;
    if (of == null || bytes.length == 0) {
      return;
    }
    var stream = new ByteArrayOutputStream(bytes.length + 64 + sets.length);
    if (!setsSent) {
      stream.writeBytes(sets);
      setsSent = true;
    }
    var at = 0;
    while (at + prefix <= bytes.length) {
      var length = 0L;
      for (var i = 0; i < prefix; i++) {
        length = (length << 8) | (bytes[at++] & 0xFF);
      }
      if (length > bytes.length - at) {
        throw new MalformedVideo("a unit that is longer than its picture");
      }
      stream.writeBytes(new byte[] {0, 0, 0, 1});
      stream.write(bytes, at, (int) length);
      at += (int) length;
    }
    var afterLoss = lossy;
    lossy = false;
    out.take(
        of, MemorySegment.ofArray(stream.toByteArray()), sample.decode(), sample.show(), afterLoss);
  }

  // ---- the index of a fragment

  private List<Sample> samples(byte[] index, long fragmentAt, long fragmentEnd) {
    var samples = new ArrayList<Sample>();
    try {
      for (var one : new Box(ByteBuffer.wrap(index)).all("traf")) {
        var head = one.find("tfhd");
        if (head != null && head.content().getInt(4) == track) {
          runs(one, head.content(), fragmentAt, fragmentEnd, samples);
        }
      }
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new MalformedVideo("an index that ends too early");
    }
    samples.sort(Comparator.comparingLong(Sample::at));
    return samples;
  }

  private void runs(Box fragment, ByteBuffer head, long at, long end, List<Sample> samples) {
    var flags = head.getInt() & 0xFF_FFFF;
    head.getInt();
    if ((flags & 0x1) != 0) {
      throw new MalformedVideo("pictures that lie elsewhere");
    }
    if ((flags & 0x2) != 0) {
      head.getInt();
    }
    var duration = (flags & 0x8) != 0 ? head.getInt() & 0xFFFF_FFFFL : usualDuration;
    var size = (flags & 0x10) != 0 ? head.getInt() & 0xFFFF_FFFFL : usualSize;
    var time = fragment.find("tfdt");
    if (time != null) {
      var in = time.content();
      nextDecode = in.getInt() >>> 24 == 1 ? in.getLong() : in.getInt() & 0xFFFF_FFFFL;
    }
    // Without a word about it, the content begins with the content of the box that follows.
    var next = end + 8;
    for (var run : fragment.all("trun")) {
      next = run(run.content(), at, next, duration, size, samples);
    }
  }

  private long run(
      ByteBuffer in, long base, long after, long usual, long large, List<Sample> samples) {
    var flags = in.getInt() & 0xFF_FFFF;
    var count = in.getInt();
    if (count < 0 || count > MOST_SAMPLES - samples.size()) {
      throw new MalformedVideo("a fragment of " + count + " pictures");
    }
    var at = (flags & 0x1) != 0 ? base + in.getInt() : after;
    if ((flags & 0x4) != 0) {
      in.getInt();
    }
    for (var i = 0; i < count; i++) {
      var duration = (flags & 0x100) != 0 ? in.getInt() & 0xFFFF_FFFFL : usual;
      var size = (flags & 0x200) != 0 ? in.getInt() & 0xFFFF_FFFFL : large;
      if ((flags & 0x400) != 0) {
        in.getInt();
      }
      var offset = (flags & 0x800) != 0 ? in.getInt() : 0;
      if (size > most) {
        throw new MalformedVideo("a picture of " + size + " bytes");
      }
      samples.add(new Sample(at, (int) size, ticks(nextDecode), ticks(nextDecode + offset)));
      at += size;
      nextDecode += duration;
    }
    return at;
  }

  private long ticks(long time) {
    return time / timescale * Timeline.TICKS + time % timescale * Timeline.TICKS / timescale;
  }

  // ---- bytes

  private static byte[] exactly(InputStream in, int count) throws IOException {
    var bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new MalformedVideo("a segment that ends too early");
    }
    return bytes;
  }

  private static void skip(InputStream in, long count) throws IOException {
    var buffer = new byte[(int) Math.min(8192, Math.max(1, count))];
    for (var left = count; left > 0; ) {
      var read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        return;
      }
      left -= read;
    }
  }

  private static int fourCc(String type) {
    return ByteBuffer.wrap(type.getBytes(ISO_8859_1)).getInt();
  }

  /// Boxes one after the other. What does not fit into the bytes throws [IllegalArgumentException].
  private record Box(String type, ByteBuffer bytes) {

    Box(ByteBuffer boxes) {
      this("", boxes);
    }

    /// A view of its own on what is in it.
    ByteBuffer content() {
      return bytes.slice();
    }

    List<Box> all() {
      var found = new ArrayList<Box>();
      var in = content();
      while (in.remaining() >= 8) {
        var size = in.getInt(in.position());
        var name = new byte[4];
        in.get(in.position() + 4, name);
        if (size < 8 || size > in.remaining()) {
          throw new IllegalArgumentException("a box of " + size + " bytes");
        }
        found.add(new Box(new String(name, ISO_8859_1), in.slice(in.position() + 8, size - 8)));
        in.position(in.position() + size);
      }
      return found;
    }

    List<Box> all(String wanted) {
      return all().stream().filter(box -> box.type().equals(wanted)).toList();
    }

    @Nullable Box find(String wanted) {
      return all(wanted).stream().findFirst().orElse(null);
    }
  }
}
