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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.media.Codec;
import org.porchlight.feeds.media.MalformedVideo;
import org.porchlight.feeds.media.SoundFormat;
import org.porchlight.feeds.media.Timeline;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.VideoSource.Sound;

/// Takes the pictures of the first video track out of fragments of MP4 (ISO/IEC 14496-12 8.8), one
/// after the other as the bytes come, and the sound of the first sound track that is let in, if
/// sound is wanted: otherwise its index is not read and its bytes are skipped. Whatever is wrong
/// with the sound, it falls silent. For one stream and one thread; memory is bounded by the largest
/// picture and the largest index.
public final class FragmentedFilm {

  private static final int LARGEST_INDEX = 1 << 20;
  private static final int MOST_SAMPLES = 20_000;

  /// G.711 has a sample for each of its bytes.
  private static final int MOST_SOUND_SAMPLES = 400_000;

  private static final int LARGEST_SOUND = 4096;

  /// Pieces of G.711 a second.
  private static final int PIECES = 25;

  /// Fields of a video track's description before its boxes.
  private static final int VISUAL = 78;

  /// The same of a sound track.
  private static final int AUDIBLE = 28;

  private final int most;
  private final @Nullable CodedPictures out;
  private final @Nullable SoundPieces sounds;

  private @Nullable Codec codec;
  private @Nullable Track video;
  private int prefix;
  private byte[] sets = new byte[0];
  private boolean setsSent;
  private boolean lossy;

  private @Nullable Track audio;
  private @Nullable SoundFormat heard;
  private boolean soundLossy;

  /// What is known of a track, and where it goes on.
  private static final class Track {

    final int id;
    final int timescale;
    long usualDuration;
    long usualSize;
    long nextDecode;

    Track(int id, int timescale) {
      this.id = id;
      this.timescale = timescale;
    }

    long ticks(long time) {
      return time / timescale * Timeline.TICKS + time % timescale * Timeline.TICKS / timescale;
    }
  }

  /// @param samples of sound; [#PICTURE] for a picture
  private record Sample(long at, int size, long decode, long show, int samples) {

    static final int PICTURE = -1;

    boolean isSound() {
      return samples != PICTURE;
    }
  }

  /// Without sound.
  ///
  /// @param most bytes of the largest picture
  public FragmentedFilm(int most, CodedPictures out) {
    this(most, out, null);
  }

  /// @param most bytes of the largest picture
  /// @param out where pictures go; null if only sound is wanted
  /// @param sounds where sound goes; null if it is not wanted
  public FragmentedFilm(int most, @Nullable CodedPictures out, @Nullable Consumer<Sound> sounds) {
    this.most = most;
    this.out = out;
    this.sounds = sounds == null ? null : new SoundPieces(sounds);
  }

  /// Says that fragments are missing before the next one.
  public void missing() {
    lossy = true;
    soundLossy = true;
  }

  /// Reads what comes before the fragments.
  ///
  /// @throws MalformedVideo if it is none
  /// @throws StreamLost if there is no video in it that is let in
  public void header(byte[] header) throws StreamLost {
    var videoBefore = video;
    var audioBefore = audio;
    codec = null;
    video = null;
    audio = null;
    heard = null;
    setsSent = false;
    try {
      var movie = new Box(ByteBuffer.wrap(header)).find("moov");
      if (movie == null) {
        throw new MalformedVideo("no header of a film");
      }
      var tracks = movie.all("trak");
      for (var one : tracks) {
        if (codec == null && out != null) {
          track(one);
        }
      }
      if (codec == null && out != null) {
        throw new StreamLost(StreamProblem.NOT_VIDEO, "no format that is let in");
      }
      for (var one : tracks) {
        if (heard == null && sounds != null) {
          soundTrack(one);
        }
      }
      var extension = movie.find("mvex");
      if (extension != null) {
        for (var defaults : extension.all("trex")) {
          defaults(defaults.content());
        }
      }
      goOn(videoBefore, video);
      goOn(audioBefore, audio);
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new MalformedVideo("header of a film that ends too early");
    }
  }

  private static void goOn(@Nullable Track before, @Nullable Track after) {
    if (before != null && after != null && before.id == after.id) {
      after.nextDecode = before.nextDecode;
    }
  }

  private void defaults(ByteBuffer in) {
    in.getInt();
    var id = in.getInt();
    in.getInt();
    var duration = in.getInt() & 0xFFFF_FFFFL;
    var size = in.getInt() & 0xFFFF_FFFFL;
    for (var of : new @Nullable Track[] {video, audio}) {
      if (of != null && of.id == id) {
        of.usualDuration = duration;
        of.usualSize = size;
      }
    }
  }

  private void track(Box of) {
    var entries = descriptions(of, "vide");
    for (var entry : entries) {
      var boxes = entry.content();
      boxes.position(VISUAL);
      switch (entry.type()) {
        case "avc1", "avc3" -> configure(Codec.H264, new Box(boxes).find("avcC"));
        case "hvc1", "hev1" -> configure(Codec.HEVC, new Box(boxes).find("hvcC"));
        default -> {}
      }
      if (codec != null) {
        video = clockOf(of);
        return;
      }
    }
  }

  /// Sound that makes no sense is no sound.
  private void soundTrack(Box of) {
    try {
      for (var entry : descriptions(of, "soun")) {
        var in = entry.content();
        var channels = in.getShort(16);
        var rate = in.getInt(24) >>> 16;
        in.position(AUDIBLE);
        var found =
            switch (entry.type()) {
              case "mp4a" -> aac(new Box(in).find("esds"));
              case "alaw" -> new SoundFormat.G711(true, rate, channels);
              case "ulaw" -> new SoundFormat.G711(false, rate, channels);
              default -> null;
            };
        if (found != null) {
          audio = clockOf(of);
          heard = found;
          return;
        }
      }
    } catch (BufferUnderflowException
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | MalformedVideo _) {
      audio = null;
      heard = null;
    }
  }

  /// ISO/IEC 14496-1 7.2.6: descriptors in descriptors, each with a length of up to four bytes.
  private static @Nullable SoundFormat aac(@Nullable Box configuration) {
    if (configuration == null) {
      return null;
    }
    var in = configuration.content();
    in.position(4);
    while (in.remaining() > 1) {
      var tag = in.get();
      var length = 0;
      for (var i = 0; i < 4; i++) {
        var next = in.get();
        length = (length << 7) | (next & 0x7F);
        if ((next & 0x80) == 0) {
          break;
        }
      }
      switch (tag) {
        // What is in these is read as if it stood behind them.
        case 3 -> {
          in.getShort();
          var flags = in.get();
          if ((flags & 0xE0) != 0) {
            return null;
          }
        }
        case 4 -> in.position(in.position() + 13);
        case 5 -> {
          var config = new byte[Math.min(length, in.remaining())];
          in.get(config);
          return SoundFormat.Aac.of(config).orElse(null);
        }
        default -> in.position(in.position() + length);
      }
    }
    return null;
  }

  /// The sample descriptions of a track of this kind; none if it is of another.
  private static List<Box> descriptions(Box of, String wanted) {
    var media = of.find("mdia");
    var kind = media == null ? null : media.find("hdlr");
    var content = media == null ? null : media.find("minf");
    var table = content == null ? null : content.find("stbl");
    var description = table == null ? null : table.find("stsd");
    if (kind == null || description == null || kind.content().getInt(8) != fourCc(wanted)) {
      return List.of();
    }
    var entries = description.content();
    entries.position(8);
    return new Box(entries).all();
  }

  private static Track clockOf(Box of) {
    var head = of.find("tkhd");
    var media = of.find("mdia");
    var clock = media == null ? null : media.find("mdhd");
    if (head == null || clock == null) {
      throw new IllegalArgumentException("a track without a head");
    }
    var timescale = clock.content().getInt(clock.content().get(0) == 1 ? 20 : 12);
    if (timescale <= 0) {
      throw new MalformedVideo("a clock that stands still");
    }
    return new Track(head.content().getInt(head.content().get(0) == 1 ? 20 : 12), timescale);
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
        case "mdat" -> content(in, samples, at + length, content);
        default -> skip(in, content);
      }
      at += size;
    }
  }

  private void content(InputStream in, List<Sample> samples, long from, long length)
      throws IOException {
    var at = from;
    for (var sample : samples) {
      if (sample.at() < at || sample.at() + sample.size() > from + length) {
        continue;
      }
      skip(in, sample.at() - at);
      var bytes = exactly(in, sample.size());
      if (sample.isSound()) {
        sound(bytes, sample);
      } else {
        picture(bytes, sample);
      }
      at = sample.at() + sample.size();
    }
    skip(in, from + length - at);
  }

  private void picture(byte[] bytes, Sample sample) throws IOException {
    var of = codec;
    var to = out;
    if (of == null || to == null || bytes.length == 0) {
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
    to.take(
        of, MemorySegment.ofArray(stream.toByteArray()), sample.decode(), sample.show(), afterLoss);
  }

  private void sound(byte[] bytes, Sample sample) {
    var format = heard;
    if (format != null && sounds != null && sample.samples() > 0) {
      var from = MemorySegment.ofArray(bytes);
      sounds.piece(format, from, 0, bytes.length, sample.samples(), sample.show(), soundLossy);
      soundLossy = false;
    }
  }

  // ---- the index of a fragment

  private List<Sample> samples(byte[] index, long fragmentAt, long fragmentEnd) {
    var samples = new ArrayList<Sample>();
    try {
      for (var one : new Box(ByteBuffer.wrap(index)).all("traf")) {
        var head = one.find("tfhd");
        var id = head == null ? 0 : head.content().getInt(4);
        if (head != null && video != null && id == video.id) {
          runs(one, head.content(), video, fragmentAt, fragmentEnd, samples);
        }
      }
      heard(index, fragmentAt, fragmentEnd, samples);
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new MalformedVideo("an index that ends too early");
    }
    samples.sort(Comparator.comparingLong(Sample::at));
    if (isSoundInTheWay(samples)) {
      samples.removeIf(Sample::isSound);
    }
    return samples;
  }

  /// Whether sound lies where something else is.
  private static boolean isSoundInTheWay(List<Sample> samples) {
    for (var i = 1; i < samples.size(); i++) {
      var before = samples.get(i - 1);
      var sample = samples.get(i);
      if (before.at() + before.size() > sample.at() && (before.isSound() || sample.isSound())) {
        return true;
      }
    }
    return false;
  }

  private void heard(byte[] index, long fragmentAt, long fragmentEnd, List<Sample> samples) {
    var of = audio;
    if (of == null) {
      return;
    }
    var found = new ArrayList<Sample>();
    try {
      for (var one : new Box(ByteBuffer.wrap(index)).all("traf")) {
        var head = one.find("tfhd");
        if (head != null && head.content().getInt(4) == of.id) {
          runs(one, head.content(), of, fragmentAt, fragmentEnd, found);
        }
      }
      samples.addAll(found);
    } catch (BufferUnderflowException
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | MalformedVideo _) {
      audio = null;
      heard = null;
    }
  }

  private void runs(
      Box fragment, ByteBuffer head, Track of, long at, long end, List<Sample> samples) {
    var flags = head.getInt() & 0xFF_FFFF;
    head.getInt();
    if ((flags & 0x1) != 0) {
      throw new MalformedVideo("pictures that lie elsewhere");
    }
    if ((flags & 0x2) != 0) {
      head.getInt();
    }
    var duration = (flags & 0x8) != 0 ? head.getInt() & 0xFFFF_FFFFL : of.usualDuration;
    var size = (flags & 0x10) != 0 ? head.getInt() & 0xFFFF_FFFFL : of.usualSize;
    var time = fragment.find("tfdt");
    if (time != null) {
      var in = time.content();
      of.nextDecode = in.getInt() >>> 24 == 1 ? in.getLong() : in.getInt() & 0xFFFF_FFFFL;
    }
    // Without a word about it, the content begins with the content of the box that follows.
    var next = end + 8;
    for (var run : fragment.all("trun")) {
      next = run(run.content(), of, at, next, duration, size, samples);
    }
  }

  private long run(
      ByteBuffer in,
      Track of,
      long base,
      long after,
      long usual,
      long large,
      List<Sample> samples) {
    var format = of == audio ? heard : null;
    var flags = in.getInt() & 0xFF_FFFF;
    var count = in.getInt();
    var room = (format == null ? MOST_SAMPLES : MOST_SOUND_SAMPLES) - samples.size();
    if (count < 0 || count > room) {
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
      if (size > (format == null ? most : LARGEST_SOUND)) {
        throw new MalformedVideo("a picture of " + size + " bytes");
      }
      var decode = of.ticks(of.nextDecode);
      if (format == null) {
        samples.add(
            new Sample(at, (int) size, decode, of.ticks(of.nextDecode + offset), Sample.PICTURE));
      } else {
        add(samples, at, (int) size, decode, format);
      }
      at += size;
      of.nextDecode += duration;
    }
    return at;
  }

  /// Samples of G.711 that lie beside each other are one piece.
  private static void add(
      List<Sample> samples, long at, int size, long decode, SoundFormat format) {
    switch (format) {
      case SoundFormat.G711 law -> {
        var before = samples.isEmpty() ? null : samples.getLast();
        if (before != null
            && before.at() + before.size() == at
            && before.size() + size <= law.rate() / PIECES * law.channels()) {
          samples.removeLast();
          var both = before.size() + size;
          samples.add(
              new Sample(before.at(), both, before.decode(), before.show(), both / law.channels()));
        } else {
          samples.add(new Sample(at, size, decode, decode, size / law.channels()));
        }
      }
      case SoundFormat.Aac _ ->
          samples.add(new Sample(at, size, decode, decode, SoundFormat.Aac.FRAME));
      case SoundFormat.Flac _ -> throw new MalformedVideo("cameras send no FLAC");
    }
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
