package org.porchlight.feeds;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.porchlight.feeds.media.FragmentedMp4;
import org.porchlight.feeds.media.Timeline;

/// The last seconds of what one viewer may fetch: parts and segments of the pieces that all viewers
/// of the feed get. Bounded in time and bytes whether or not the viewer fetches anything; whoever
/// comes too late finds nothing, and goes on with the newest.
final class SegmentShelf implements Audience {

  /// A part is at most this long, unless a single picture lasts longer.
  private static final double PART_SECONDS = 0.5;

  /// No segment is longer than this, whatever the distance of the camera's keyframes.
  private static final int LONGEST_SEGMENT = 8;

  /// A new segment begins with the first keyframe after this.
  private static final double SHORTEST_SEGMENT = 1;

  private static final int SEGMENTS_KEPT = 8;

  /// Of so many segments, counted from the newest, the parts are in the playlist.
  private static final int SEGMENTS_IN_PARTS = 3;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(6);

  private static final Pattern NAME = Pattern.compile("([ips])(\\d{1,9})(?:\\.(\\d{1,4}))?\\.mp4");

  private final long mostBytes;
  private final Set<ViewerFormat> plays;
  private final Deque<Segment> segments = new ArrayDeque<>();
  private final Deque<Header> headers = new ArrayDeque<>();
  private long nextSegment;
  private int nextHeader;
  private long discontinuities;
  private long bytes;
  private double partTarget = PART_SECONDS;
  private boolean beginAnew = true;
  private boolean keyAwaited = true;
  private Instant zero = Instant.EPOCH;
  private boolean closed;

  private record Header(int number, ByteBuffer bytes) {}

  private static final class Part {

    final List<ByteBuffer> pieces = new ArrayList<>();
    final boolean key;
    long ticks;
    boolean complete;

    Part(boolean key) {
      this.key = key;
    }

    double seconds() {
      return (double) ticks / Timeline.TICKS;
    }
  }

  private static final class Segment {

    final long number;
    final int header;
    final boolean discontinuity;
    final Instant begins;
    final List<Part> parts = new ArrayList<>();
    boolean complete;

    Segment(long number, int header, boolean discontinuity, Instant begins) {
      this.number = number;
      this.header = header;
      this.discontinuity = discontinuity;
      this.begins = begins;
    }

    double seconds() {
      return parts.stream().mapToDouble(Part::seconds).sum();
    }

    long bytes() {
      return parts.stream()
          .flatMap(part -> part.pieces.stream())
          .mapToLong(ByteBuffer::remaining)
          .sum();
    }
  }

  /// @param plays pieces in any other format are left out
  SegmentShelf(long mostBytes, Set<ViewerFormat> plays) {
    this.mostBytes = mostBytes;
    this.plays = Set.copyOf(plays);
  }

  @Override
  public boolean wantsSinglePictures() {
    return true;
  }

  @Override
  public synchronized void put(Viewing.Item item) {
    if (closed) {
      return;
    }
    switch (item) {
      case Viewing.Item.Start(var mime, var init, var from) -> start(mime, init, from);
      case Viewing.Item.Piece(var piece, var key) -> add(piece, key);
      case Viewing.Item.ClockShifted(var from) -> zero = from;
      // The playlist stands still meanwhile, which players know.
      case Viewing.Item.Waiting _ -> {}
    }
    notifyAll();
  }

  /// Nothing that was there may be fetched any more.
  @Override
  public synchronized void forget() {
    segments.clear();
    headers.clear();
    bytes = 0;
    beginAnew = true;
    keyAwaited = true;
    notifyAll();
  }

  private void start(String mime, ByteBuffer init, Instant from) {
    end();
    zero = from;
    beginAnew = true;
    keyAwaited = true;
    if (ViewerFormat.of(mime).filter(plays::contains).isPresent()) {
      headers.add(new Header(++nextHeader, init));
    } else {
      headers.clear();
    }
  }

  private void add(ByteBuffer piece, boolean key) {
    if (headers.isEmpty() || (keyAwaited && !key)) {
      return;
    }
    keyAwaited = false;
    var ticks = FragmentedMp4.duration(piece);
    var segment = segmentFor(piece, key);
    var part = partFor(segment, key, ticks);
    part.pieces.add(piece);
    part.ticks += ticks;
    bytes += piece.remaining();
    partTarget = Math.max(partTarget, Math.ceil(part.seconds() * 10) / 10);
    while (segments.size() > SEGMENTS_KEPT || (bytes > mostBytes && segments.size() > 1)) {
      drop(segments.removeFirst());
    }
  }

  private void drop(Segment gone) {
    bytes -= gone.bytes();
    if (gone.discontinuity) {
      discontinuities++;
    }
    var oldest = segments.peekFirst();
    if (oldest != null) {
      headers.removeIf(header -> header.number() < oldest.header);
    }
  }

  private Segment segmentFor(ByteBuffer piece, boolean key) {
    var open = segments.peekLast();
    var full =
        open == null
            || open.complete
            || beginAnew
            || (key && open.seconds() >= SHORTEST_SEGMENT)
            || open.seconds() >= LONGEST_SEGMENT - 1;
    if (open != null && !full) {
      return open;
    }
    end();
    var begins = zero.plusNanos(FragmentedMp4.decodeTime(piece) * 100_000 / 9);
    var next =
        new Segment(
            nextSegment++, headers.getLast().number(), beginAnew && nextSegment > 1, begins);
    beginAnew = false;
    segments.add(next);
    return next;
  }

  private static Part partFor(Segment segment, boolean key, long ticks) {
    var open = segment.parts.isEmpty() ? null : segment.parts.getLast();
    var full =
        open == null
            || open.complete
            || key
            || open.seconds() + (double) ticks / Timeline.TICKS > PART_SECONDS;
    if (open != null && !full) {
      return open;
    }
    if (open != null) {
      open.complete = true;
    }
    var next = new Part(key);
    segment.parts.add(next);
    return next;
  }

  /// What is open now is complete.
  private void end() {
    var open = segments.peekLast();
    if (open != null) {
      open.complete = true;
      open.parts.getLast().complete = true;
    }
  }

  /// The playlist once it has this part, or this whole segment for -1; null when closed.
  synchronized SegmentedView.Playlist playlist(long segment, int part) throws InterruptedException {
    if (segment > nextSegment + 1) {
      return new SegmentedView.Playlist.TooFarAhead();
    }
    await(() -> has(segment, part));
    return playlist();
  }

  synchronized SegmentedView.Playlist playlist() {
    return closed ? new SegmentedView.Playlist.Over() : new SegmentedView.Playlist.Text(text());
  }

  private interface Condition {

    boolean holds();
  }

  private void await(Condition condition) throws InterruptedException {
    var until = System.nanoTime() + LONGEST_WAIT.toNanos();
    for (var left = LONGEST_WAIT.toMillis();
        !closed && !condition.holds() && left > 0;
        left = (until - System.nanoTime()) / 1_000_000) {
      wait(left);
    }
  }

  private boolean has(long number, int part) {
    var newest = segments.peekLast();
    if (newest == null || newest.number < number) {
      return false;
    }
    if (newest.number > number || newest.complete) {
      return true;
    }
    return part >= 0 && part < complete(newest);
  }

  private static int complete(Segment segment) {
    return (int) segment.parts.stream().filter(part -> part.complete).count();
  }

  private String text() {
    var out = new StringBuilder(2048);
    out.append("#EXTM3U\n#EXT-X-VERSION:9\n#EXT-X-TARGETDURATION:").append(LONGEST_SEGMENT);
    out.append("\n#EXT-X-PART-INF:PART-TARGET=").append(number(partTarget));
    out.append("\n#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=");
    out.append(number(3 * partTarget)).append("\n#EXT-X-MEDIA-SEQUENCE:");
    out.append(segments.isEmpty() ? nextSegment : segments.getFirst().number);
    out.append("\n#EXT-X-DISCONTINUITY-SEQUENCE:").append(discontinuities).append('\n');
    var header = 0;
    var left = segments.size();
    for (var segment : segments) {
      header = append(out, segment, header, left-- <= SEGMENTS_IN_PARTS);
    }
    var open = segments.peekLast();
    if (open != null && !open.complete) {
      out.append("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"p").append(open.number).append('.');
      out.append(complete(open)).append(".mp4\"\n");
    }
    return out.toString();
  }

  private static int append(StringBuilder out, Segment segment, int header, boolean inParts) {
    if (!segment.complete && complete(segment) == 0) {
      return header;
    }
    if (segment.discontinuity) {
      out.append("#EXT-X-DISCONTINUITY\n");
    }
    if (segment.header != header) {
      out.append("#EXT-X-MAP:URI=\"i").append(segment.header).append(".mp4\"\n");
    }
    out.append("#EXT-X-PROGRAM-DATE-TIME:")
        .append(segment.begins.truncatedTo(java.time.temporal.ChronoUnit.MILLIS))
        .append('\n');
    if (inParts) {
      for (var i = 0; i < complete(segment); i++) {
        var part = segment.parts.get(i);
        out.append("#EXT-X-PART:DURATION=").append(number(part.seconds())).append(",URI=\"p");
        out.append(segment.number).append('.').append(i).append(".mp4\"");
        out.append(part.key ? ",INDEPENDENT=YES\n" : "\n");
      }
    }
    if (segment.complete) {
      out.append("#EXTINF:").append(number(segment.seconds())).append(",\ns");
      out.append(segment.number).append(".mp4\n");
    }
    return segment.header;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.5f", value);
  }

  /// What is behind a name; waits for the part that was announced.
  synchronized Optional<List<ByteBuffer>> file(String name) throws InterruptedException {
    var read = NAME.matcher(name);
    if (!read.matches() || (read.group(3) != null) != read.group(1).equals("p")) {
      return Optional.empty();
    }
    var number = Long.parseLong(read.group(2));
    return switch (read.group(1)) {
      case "i" ->
          headers.stream()
              .filter(header -> header.number() == number)
              .findFirst()
              .map(header -> List.of(header.bytes().duplicate()));
      case "s" ->
          segment(number)
              .filter(segment -> segment.complete)
              .map(segment ->
                  segment.parts.stream()
                      .flatMap(part -> part.pieces.stream())
                      .map(ByteBuffer::duplicate)
                      .toList());
      default -> part(number, Integer.parseInt(read.group(3)));
    };
  }

  private Optional<List<ByteBuffer>> part(long number, int part) throws InterruptedException {
    if (segment(number).filter(open -> !open.complete && part == complete(open)).isPresent()) {
      await(() ->
          segment(number).map(found -> found.complete || part < complete(found)).orElse(true));
    }
    return segment(number)
        .filter(segment -> part < complete(segment))
        .map(
            segment -> segment.parts.get(part).pieces.stream().map(ByteBuffer::duplicate).toList());
  }

  private Optional<Segment> segment(long number) {
    return segments.stream().filter(segment -> segment.number == number).findFirst();
  }

  /// Bytes that are kept, for tests.
  synchronized long bytes() {
    return bytes;
  }

  synchronized void close() {
    closed = true;
    segments.clear();
    headers.clear();
    bytes = 0;
    notifyAll();
  }
}
