package org.porchlight.feeds.pull.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.pull.PullLimits;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.container.FragmentedFilm;
import org.porchlight.feeds.pull.container.TransportStream;

/// A live film in pieces (HLS): reads the playlist again and again, and each new segment once.
///
/// A playlist is believed to be live when it has grown: cameras that have died leave their last one
/// behind, and nobody may take it for what happens now.
///
/// Segments come all at once, and pictures are handed on one by one, when they are due: a virtual
/// thread fetches, and whoever wants the pictures waits for them at a [Buffer].
final class PlaylistFilm implements Delivery {

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
  private final Buffer buffer;
  private final Playlist.Media first;
  private Playlist.Media newest;
  private long last = -1;
  private boolean gone;
  private @Nullable TransportStream transport;
  private @Nullable FragmentedFilm fragments;
  private @Nullable String header;

  /// Reads playlists until it is known where the segments are.
  ///
  /// @param path of the first playlist
  PlaylistFilm(
      WebTalk talk, Guard guard, PullLimits limits, Origin origin, String path, WebAnswer found)
      throws IOException {
    this.talk = talk;
    this.guard = guard;
    this.limits = limits;
    this.origin = origin;
    this.buffer = new Buffer(limits.pictureBytes());
    var read = playlist(found, path);
    if (read instanceof Playlist.Master(var paths)) {
      if (paths.isEmpty()) {
        throw new StreamLost(StreamProblem.NOT_VIDEO, "no format that is let in");
      }
      this.path = paths.getFirst();
      read = playlist(talk.get(this.path), this.path);
    } else {
      this.path = path;
    }
    first = media(read);
    newest = first;
  }

  private Playlist playlist(WebAnswer answer, String at) throws IOException {
    var bytes = answer.body().readNBytes(Playlist.LONGEST + 1);
    if (bytes.length > Playlist.LONGEST) {
      throw new StreamLost(StreamProblem.OUT_OF_BOUNDS, "a playlist without end");
    }
    return Playlist.read(new String(bytes, UTF_8), at, origin);
  }

  private static Playlist.Media media(Playlist read) throws StreamLost {
    if (read instanceof Playlist.Media media) {
      return media;
    }
    throw new StreamLost(StreamProblem.NOT_VIDEO, "playlists of playlists of playlists");
  }

  @Override
  public long patience() {
    return nanos(first.seconds() * 1.5);
  }

  @Override
  public void deliver(Outlet outlet) throws IOException {
    var fetching = Thread.ofVirtual().name("hls").start(this::fetchAll);
    try {
      buffer.deliver(outlet);
    } finally {
      buffer.close();
      guard.close();
      try {
        fetching.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  // ---- on the fetching thread

  private void fetchAll() {
    try {
      fetch();
    } catch (IOException failed) {
      buffer.fail(failed);
    } catch (RuntimeException strange) {
      buffer.fail(StreamLost.because(strange));
    }
  }

  private void fetch() throws IOException {
    var grown = System.nanoTime();
    var found = end();
    while (true) {
      var asked = System.nanoTime();
      if (end() != found) {
        buffer.release();
      }
      for (var segment : newest.segments()) {
        if (isWanted(segment)) {
          fetch(segment);
          grown = System.nanoTime();
        }
      }
      if (System.nanoTime() - grown > Math.max(limits.silence().toNanos(), patience())) {
        throw new StreamLost(StreamProblem.STALLED, "the playlist does not grow");
      }
      var wait = Math.max(SHORTEST_WAIT, nanos(newest.seconds() / 2));
      guard.at(asked + wait + limits.answer().toNanos());
      guard.rest(asked + wait);
      newest = media(playlist(talk.get(path), path));
    }
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

  private void fetch(Playlist.Segment segment) throws IOException {
    var missing = gone || (last >= 0 && segment.number() != last + 1);
    last = segment.number();
    if (segment.header() != null && !segment.header().equals(header)) {
      fragments = new FragmentedFilm(limits.pictureBytes(), buffer);
      fragments.header(small(segment.header()));
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
    if (begin.length == 0) {
      return;
    }
    var body = new Bounded(answer.body(), most);
    if (begin[0] == 0x47) {
      transport(body, missing);
    } else if (begin.length == 8 && isBox(begin)) {
      fragments(body, missing);
    } else {
      throw new StreamLost(StreamProblem.NOT_VIDEO, "segments of another kind");
    }
  }

  private static boolean isBox(byte[] first) {
    return switch (new String(first, 4, 4, UTF_8)) {
      case "styp", "moof", "sidx", "emsg", "ftyp", "prft", "free" -> true;
      default -> false;
    };
  }

  private void transport(InputStream in, boolean missing) throws IOException {
    var stream = transport;
    if (stream == null) {
      stream = new TransportStream(limits.pictureBytes(), buffer);
      transport = stream;
    }
    stream.endSegment(missing);
    var bytes = new byte[16 * 1024];
    for (var count = in.read(bytes); count >= 0; count = in.read(bytes)) {
      stream.take(bytes, 0, count);
    }
    stream.endSegment(false);
  }

  private void fragments(InputStream in, boolean missing) throws IOException {
    var film = fragments;
    if (film == null) {
      film = new FragmentedFilm(limits.pictureBytes(), buffer);
      fragments = film;
    }
    if (missing) {
      film.missing();
    }
    film.segment(in);
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
