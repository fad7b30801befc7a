package org.porchlight.feeds.media;

import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The last seconds of one camera, in memory only: bounded in time and in bytes.
///
/// Whole groups of pictures are thrown away, so that what is left always begins with a keyframe,
/// and always reaches back at least as far as asked for (if the bytes allow). One thread writes,
/// any number read; a reader's [Slice] stays valid until it is closed, whatever is thrown away
/// meanwhile.
public final class Ring implements AutoCloseable {

  private final Draft draft;
  private final long mostBytes;
  private final ArrayDeque<Entry> entries = new ArrayDeque<>();

  /// Arrival of those entries that are keyframes, oldest first.
  private final ArrayDeque<Long> keys = new ArrayDeque<>();

  private long spanTicks;
  private boolean noLonger;
  private long bytes;
  private boolean closed;

  /// One picture.
  ///
  /// @param arrival our time in [Timeline#TICKS], for distances
  /// @param arrived our clock, for people
  public record Entry(
      VideoFormat format,
      Timeline.Stamp stamp,
      boolean key,
      long arrival,
      Instant arrived,
      int size,
      ChunkPool.Chunk chunk,
      int offset) {

    public MemorySegment bytes() {
      return chunk.memory.asSlice(offset, size);
    }
  }

  /// @param spanTicks how far it reaches back, in [Timeline#TICKS]
  /// @param mostBytes bound on the pictures' bytes; memory in use is at most one chunk more
  public Ring(ChunkPool pool, long spanTicks, long mostBytes) {
    this.draft = new Draft(pool, Integer.MAX_VALUE);
    this.spanTicks = spanTicks;
    this.mostBytes = mostBytes;
  }

  /// Keeps a picture. Its bytes are copied if they are not yet where they can stay.
  ///
  /// @return null if it can not be kept: closed, or there is no keyframe to begin with
  public synchronized @Nullable Entry add(
      Picture picture, VideoFormat format, Timeline.Stamp stamp, long arrival, Instant arrived) {
    if (closed || (entries.isEmpty() && !picture.isKey())) {
      return null;
    }
    var size = picture.size();
    if (size > mostBytes / 2) {
      throw new MalformedVideo("a picture of " + size + " bytes");
    }
    makeRoom(arrival, size);
    if (entries.isEmpty() && !picture.isKey()) {
      return null;
    }
    var place = picture.settle(draft);
    var entry =
        new Entry(
            format, stamp, picture.isKey(), arrival, arrived, size, place.chunk(), place.offset());
    bytes += size;
    entries.add(entry);
    if (entry.key()) {
      keys.add(arrival);
    }
    return entry;
  }

  /// Lets it reach back another span from now on.
  ///
  /// @param noLonger whether it should rather be shorter than longer than that: a group of pictures
  ///   goes as soon as a part of it is too old, though never the newest one
  public synchronized void reach(long spanTicks, boolean noLonger) {
    this.spanTicks = spanTicks;
    this.noLonger = noLonger;
  }

  /// Drops what is too old though nothing new comes in.
  ///
  /// @param now in the ticks of arrival
  public synchronized void expire(long now) {
    makeRoom(now, 0);
    var newest = entries.peekLast();
    if (newest != null && now - newest.arrival() >= spanTicks) {
      clear();
    }
  }

  /// Drops whole groups from the front: those that nobody needs to reach back far enough, and, when
  /// there are too many bytes, also needed ones.
  private void makeRoom(long arrival, int more) {
    while (!entries.isEmpty()) {
      if (!isFirstTooOld(arrival) && bytes + more <= mostBytes) {
        return;
      }
      keys.removeFirst();
      do {
        var gone = entries.removeFirst();
        bytes -= gone.size();
        gone.chunk().release();
      } while (!entries.isEmpty() && !entries.getFirst().key());
    }
  }

  private boolean isFirstTooOld(long arrival) {
    if (keys.size() < 2) {
      return false;
    }
    var oldest = keys.iterator();
    var first = oldest.next();
    return arrival - (noLonger ? first : oldest.next()) >= spanTicks;
  }

  /// Forgets everything.
  public synchronized void clear() {
    entries.forEach(entry -> entry.chunk().release());
    entries.clear();
    keys.clear();
    bytes = 0;
    draft.close();
  }

  /// Arrival of the oldest picture; the end of all times if there is none.
  public synchronized long oldestArrival() {
    var oldest = entries.peekFirst();
    return oldest == null ? Long.MAX_VALUE : oldest.arrival();
  }

  public long mostBytes() {
    return mostBytes;
  }

  public synchronized long bytes() {
    return bytes;
  }

  /// Everything from the keyframe at or before this time on, in one format: the newest one. Empty
  /// if nothing is newer.
  ///
  /// @param since in the ticks of arrival
  public synchronized Slice since(long since) {
    var from = 0;
    var at = 0;
    @Nullable VideoFormat format = null;
    for (var entry : entries) {
      if (entry.key() && (entry.arrival() <= since || !entry.format().equals(format))) {
        from = at;
      }
      format = entry.format();
      at++;
    }
    var newest = entries.peekLast();
    if (newest == null || newest.arrival() < since) {
      return new Slice(List.of());
    }
    return held(from);
  }

  /// Everything from the keyframe at or before the first picture that is wanted to the last one
  /// that is, in whatever formats, without gaps of our own making. What is not allowed is left out,
  /// and then it begins at the first keyframe that is.
  public synchronized Slice select(Predicate<Entry> wanted, Predicate<Entry> allowed) {
    var key = -1;
    var from = -1;
    var to = -1;
    var at = 0;
    for (var entry : entries) {
      if (!allowed.test(entry)) {
        key = -1;
      } else if (entry.key()) {
        key = at;
      }
      if (key >= 0 && wanted.test(entry)) {
        from = from < 0 ? key : from;
        to = at;
      }
      at++;
    }
    return from < 0 ? new Slice(List.of()) : held(from, to + 1);
  }

  /// The newest keyframe and what came after it.
  public synchronized Slice sinceLastKey() {
    var from = 0;
    var at = 0;
    for (var entry : entries) {
      if (entry.key()) {
        from = at;
      }
      at++;
    }
    return held(from);
  }

  /// Number of the newest keyframe that came no later than this; -1 if there is none.
  ///
  /// @param latest in the ticks of arrival
  public synchronized long newestKey(long latest) {
    for (var newest = entries.descendingIterator(); newest.hasNext(); ) {
      var entry = newest.next();
      if (entry.key() && entry.arrival() <= latest) {
        return entry.stamp().number();
      }
    }
    return -1;
  }

  /// Keeps one picture for a moment.
  public synchronized Slice of(Entry entry) {
    if (closed || entries.isEmpty() || entry.arrival() < entries.getFirst().arrival()) {
      return new Slice(List.of());
    }
    entry.chunk().hold();
    return new Slice(List.of(entry));
  }

  /// The pictures with their durations: each lasts until the next one is decoded, the last one as
  /// long as the one before.
  public static List<Sample> samples(List<Entry> entries) {
    var samples = new ArrayList<Sample>(entries.size());
    // A fifteenth of a second for a single picture.
    var duration = Timeline.TICKS / 15L;
    for (var i = 0; i < entries.size(); i++) {
      var stamp = entries.get(i).stamp();
      if (i + 1 < entries.size()) {
        duration = entries.get(i + 1).stamp().decode() - stamp.decode();
      }
      samples.add(
          new Sample(
              stamp.decode(),
              stamp.show(),
              (int) Math.min(duration, Integer.MAX_VALUE),
              entries.get(i).size(),
              entries.get(i).key()));
    }
    return samples;
  }

  private Slice held(int from) {
    return held(from, entries.size());
  }

  private Slice held(int from, int to) {
    var list = new ArrayList<Entry>(to - from);
    var at = 0;
    for (var entry : entries) {
      if (at >= from && at < to) {
        entry.chunk().hold();
        list.add(entry);
      }
      at++;
    }
    return new Slice(list);
  }

  @Override
  public synchronized void close() {
    closed = true;
    clear();
  }

  /// Pictures that stay where they are until this is closed.
  public static final class Slice implements AutoCloseable {

    private final List<Entry> entries;

    private Slice(List<Entry> entries) {
      this.entries = List.copyOf(entries);
    }

    public List<Entry> entries() {
      return entries;
    }

    public List<Sample> samples() {
      return Ring.samples(entries);
    }

    @Override
    public void close() {
      entries.forEach(entry -> entry.chunk().release());
    }
  }
}
