package org.porchlight.feeds.pull.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.pull.PullLimits;
import org.porchlight.feeds.pull.StreamLost;

/// A playlist of segments that is read again and again, and each new segment once. For one thread.
final class LivePlaylist {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long SHORTEST_WAIT = SECOND / 2;
  private static final long LONGEST_WAIT = 3 * SECOND;

  /// What is later than it was due, by more than this, is not late but dead. With the wait before
  /// it is looked for again this is less than ten seconds.
  private static final long LATEST = 6 * SECOND;

  private static final int LARGEST_HEADER = 1 << 20;
  private static final long LARGEST_SEGMENT = 128L << 20;

  /// Of segments that are not longer than this, the last two are taken at first.
  private static final double SHORT = 4;

  private final WebTalk talk;
  private final Guard guard;
  private final PullLimits limits;
  private final Origin origin;
  private final String path;
  private Playlist.Media newest;
  private long last = -1;
  private boolean gone;
  private Playlist.@Nullable Header header;
  private @Nullable String keyPath;
  private byte[] key = new byte[0];

  /// Where segments go.
  interface Segments {

    /// The playlist has grown: what it names happens now.
    void live();

    /// What comes before the fragments of MP4 that follow.
    void header(byte[] film) throws IOException;

    /// The next segment.
    ///
    /// @param in all of it
    /// @param begin how it begins
    /// @param missing whether segments are missing before it
    void segment(InputStream in, byte[] begin, boolean missing) throws IOException;
  }

  /// @param path of the playlist
  /// @param first as it was read
  LivePlaylist(
      WebTalk talk,
      Guard guard,
      PullLimits limits,
      Origin origin,
      String path,
      Playlist.Media first) {
    this.talk = talk;
    this.guard = guard;
    this.limits = limits;
    this.origin = origin;
    this.path = path;
    this.newest = first;
  }

  static Playlist read(WebAnswer answer, String at, Origin origin) throws IOException {
    var bytes = answer.body().readNBytes(Playlist.LONGEST + 1);
    if (bytes.length > Playlist.LONGEST) {
      throw new StreamLost(StreamProblem.OUT_OF_BOUNDS, "a playlist without end");
    }
    return Playlist.read(new String(bytes, UTF_8), at, origin);
  }

  static Playlist.Media media(Playlist read) throws StreamLost {
    if (read instanceof Playlist.Media media) {
      return media;
    }
    throw new StreamLost(StreamProblem.NOT_VIDEO, "playlists of playlists of playlists");
  }

  /// Never returns.
  ///
  /// @throws IOException why there are no more segments
  void follow(Segments to) throws IOException {
    var grown = System.nanoTime();
    var found = end();
    while (true) {
      var asked = System.nanoTime();
      if (end() != found) {
        to.live();
      }
      for (var segment : newest.segments()) {
        if (isWanted(segment)) {
          fetch(segment, to);
          grown = System.nanoTime();
        }
      }
      if (System.nanoTime() - grown > Math.max(limits.silence().toNanos(), patience())) {
        throw new StreamLost(StreamProblem.STALLED, "the playlist does not grow");
      }
      var wait = Math.clamp(nanos(newest.seconds() / 2), SHORTEST_WAIT, LONGEST_WAIT);
      guard.at(asked + wait + limits.answer().toNanos());
      guard.rest(asked + wait);
      newest = media(read(talk.get(path), path, origin));
    }
  }

  /// How long the next segment may take: half as long again as the longest one, and no more than a
  /// few seconds more.
  long patience() {
    var due = nanos(newest.seconds());
    return due + Math.min(due / 2, LATEST);
  }

  /// That no segment is longer than, in nanoseconds.
  long longest() {
    return nanos(newest.seconds());
  }

  /// Number of the newest segment; -1 if there is none.
  private long end() {
    return newest.segments().isEmpty() ? -1 : newest.segments().getLast().number();
  }

  private boolean isWanted(Playlist.Segment segment) {
    var end = end();
    if (last > end + 1) {
      // It has begun to count anew.
      last = -1;
    }
    if (last < 0) {
      return segment.number() > end - (newest.seconds() > SHORT ? 1 : 2);
    }
    return segment.number() > last;
  }

  private void fetch(Playlist.Segment segment, Segments to) throws IOException {
    var missing = gone || (last >= 0 && segment.number() != last + 1);
    last = segment.number();
    var before = segment.header();
    if (before != null && !before.equals(header)) {
      to.header(small(before));
      header = before;
    }
    var most =
        Math.min(LARGEST_SEGMENT, (long) (limits.bitsPerSecond() / 8.0 * (segment.seconds() + 1)));
    var lock = opened(segment.lock());
    var found = open(segment.part(), most);
    // Cameras throw segments away while they still name them.
    gone = found.isEmpty();
    if (found.isEmpty()) {
      return;
    }
    var in = unlocked(found.get(), lock);
    var begin = in.readNBytes(8);
    if (begin.length > 0) {
      to.segment(new SequenceInputStream(new ByteArrayInputStream(begin), in), begin, missing);
    }
  }

  private byte[] small(Playlist.Header of) throws IOException {
    var lock = opened(of.lock());
    var found = open(of.part(), LARGEST_HEADER);
    if (found.isEmpty()) {
      throw new StreamLost(StreamProblem.NOT_VIDEO, "no header where it should be");
    }
    return unlocked(found.get(), lock).readAllBytes();
  }

  /// Asks for a file or a part of one.
  ///
  /// @param most bytes of it
  private Optional<InputStream> open(Playlist.Part part, long most) throws IOException {
    if (part.isWhole()) {
      var found = talk.find(part.path());
      if (found.isPresent() && found.get().body().announced() > most) {
        throw tooLarge();
      }
      return found.map(answer -> new Bounded(answer.body(), most));
    }
    if (part.length() > most) {
      throw tooLarge();
    }
    var last = part.from() + part.length() - 1;
    var range = "bytes=" + part.from() + "-" + last;
    var found = talk.find(part.path(), "Range: " + range + "\r\n");
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var answer = found.get();
    var said = answer.headers().first("Content-Range").orElse("").strip();
    var asked =
        answer.status() == 206 && said.startsWith("bytes " + part.from() + "-" + last + "/");
    // Who knows no parts gives all of it, which begins like its first part.
    if (!asked && (answer.status() == 206 || part.from() > 0)) {
      throw new StreamLost(StreamProblem.NOT_VIDEO, "another part of a file");
    }
    return Optional.of(new First(answer.body(), part.length()));
  }

  /// A lock and its key.
  @SuppressWarnings("ArrayRecordComponent")
  private record Opened(byte[] key, String vector) {}

  /// The key is asked for before what it opens: on one connection answers come one after the other.
  private @Nullable Opened opened(Playlist.@Nullable Lock lock) throws IOException {
    return lock == null ? null : new Opened(key(lock.key()), lock.vector());
  }

  /// Decrypts, if that is necessary.
  private static InputStream unlocked(InputStream in, @Nullable Opened lock) {
    return lock == null ? in : Unlocked.of(in, lock.key(), lock.vector());
  }

  /// The key at this address of the camera, asked for when it changes.
  private byte[] key(String at) throws IOException {
    if (!at.equals(keyPath)) {
      key = talk.get(at).body().readNBytes(Unlocked.KEY + 1);
      keyPath = at;
    }
    if (key.length != Unlocked.KEY) {
      throw new StreamLost(StreamProblem.NOT_VIDEO, "encrypted, and no key");
    }
    return key;
  }

  private static StreamLost tooLarge() {
    return new StreamLost(StreamProblem.OUT_OF_BOUNDS, "a segment that is too large");
  }

  private static long nanos(double seconds) {
    return (long) (seconds * SECOND);
  }

  /// Counts down what may still come.
  private abstract static class Counted extends InputStream {

    final InputStream in;
    long left;

    Counted(InputStream in, long left) {
      this.in = in;
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public abstract int read(byte[] to, int from, int length) throws IOException;

    int count(int read) {
      left -= Math.max(0, read);
      return read;
    }
  }

  /// Ends a segment that is larger than its time allows.
  private static final class Bounded extends Counted {

    Bounded(InputStream in, long most) {
      super(in, most);
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
      var read = count(in.read(to, from, length));
      if (left < 0) {
        throw tooLarge();
      }
      return read;
    }
  }

  /// No more than the part that was asked for.
  private static final class First extends Counted {

    First(InputStream in, long length) {
      super(in, length);
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
      return left == 0 ? -1 : count(in.read(to, from, (int) Math.min(length, left)));
    }
  }
}
