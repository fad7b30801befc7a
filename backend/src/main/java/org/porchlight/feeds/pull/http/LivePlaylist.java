package org.porchlight.feeds.pull.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.pull.PullLimits;
import org.porchlight.feeds.pull.StreamLost;

/// A playlist of segments that is read again and again, and each new segment once. For one thread.
final class LivePlaylist {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long SHORTEST_WAIT = SECOND / 2;
  private static final int LARGEST_HEADER = 1 << 20;

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
  private @Nullable String header;

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
      var wait = Math.max(SHORTEST_WAIT, nanos(newest.seconds() / 2));
      guard.at(asked + wait + limits.answer().toNanos());
      guard.rest(asked + wait);
      newest = media(read(talk.get(path), path, origin));
    }
  }

  /// How long the first picture may take: one and a half segments.
  long patience() {
    return nanos(newest.seconds() * 1.5);
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
    if (segment.header() != null && !segment.header().equals(header)) {
      to.header(small(segment.header()));
      header = segment.header();
    }
    var found = talk.find(segment.path());
    // Cameras throw segments away while they still name them.
    gone = found.isEmpty();
    if (found.isEmpty()) {
      return;
    }
    var answer = found.get();
    var most = (long) (limits.bitsPerSecond() / 8.0 * (segment.seconds() + 1));
    if (answer.body().announced() > most) {
      throw tooLarge();
    }
    var begin = answer.body().peek(8);
    if (begin.length > 0) {
      to.segment(new Bounded(answer.body(), most), begin, missing);
    }
  }

  private byte[] small(String file) throws IOException {
    var bytes = talk.get(file).body().readNBytes(LARGEST_HEADER + 1);
    if (bytes.length > LARGEST_HEADER) {
      throw tooLarge();
    }
    return bytes;
  }

  private static StreamLost tooLarge() {
    return new StreamLost(StreamProblem.OUT_OF_BOUNDS, "a segment that is too large");
  }

  private static long nanos(double seconds) {
    return (long) (seconds * SECOND);
  }

  /// Ends a segment that is larger than its time allows.
  private static final class Bounded extends InputStream {

    private final InputStream in;
    private long left;

    Bounded(InputStream in, long most) {
      this.in = in;
      this.left = most;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
      var count = in.read(to, from, length);
      left -= Math.max(0, count);
      if (left < 0) {
        throw tooLarge();
      }
      return count;
    }
  }
}
