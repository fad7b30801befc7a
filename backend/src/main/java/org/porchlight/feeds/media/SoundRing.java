package org.porchlight.feeds.media;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The sound of the last seconds of one camera, in memory only: no older than the pictures that are
/// remembered, and bounded in bytes and pieces. One thread writes, any number read.
public final class SoundRing implements AutoCloseable {

  /// More than a minute of any sound that is let in.
  private static final long MOST_BYTES = 2_000_000;

  private static final int MOST_UNITS = 8_192;

  private final Draft draft;
  private final ArrayDeque<Unit> units = new ArrayDeque<>();
  private long bytes;
  private long numbers;
  private boolean closed;

  /// One piece of sound as it came: an AAC frame, or the samples of a packet.
  ///
  /// @param place in samples, on the timeline of the pictures
  /// @param number of the piece on this timeline, from 0
  /// @param camera time stamp of the camera in samples, from any zero
  /// @param arrival our time in [Timeline#TICKS], for distances
  /// @param arrived our clock, for people
  public record Unit(
      SoundFormat format,
      long place,
      int samples,
      long number,
      boolean afterGap,
      long camera,
      long arrival,
      Instant arrived,
      int size,
      ChunkPool.Chunk chunk,
      int offset) {

    public byte[] bytes() {
      return chunk.memory.asSlice(offset, size).toArray(ValueLayout.JAVA_BYTE);
    }
  }

  /// A piece that was copied out.
  @SuppressWarnings("ArrayRecordComponent")
  record Copied(long place, int samples, byte[] bytes) {}

  public SoundRing(ChunkPool pool) {
    this.draft = new Draft(pool, ChunkPool.CHUNK);
  }

  /// Keeps a piece; its bytes are copied.
  public synchronized void add(
      SoundFormat format,
      SoundTimeline.Stamp stamp,
      int samples,
      boolean afterGap,
      long camera,
      long arrival,
      Instant arrived,
      MemorySegment from,
      long at,
      int length) {
    if (closed || length == 0) {
      return;
    }
    draft.truncate(0);
    draft.append(from, at, length);
    var place = draft.keep();
    units.add(
        new Unit(
            format,
            stamp.place(),
            samples,
            numbers++,
            afterGap,
            camera,
            arrival,
            arrived,
            length,
            place.chunk(),
            place.offset()));
    bytes += length;
    while (bytes > MOST_BYTES || units.size() > MOST_UNITS) {
      drop();
    }
  }

  /// Something came that could not be placed: its number is left out.
  public synchronized void lost() {
    numbers++;
  }

  /// Drops what arrived before.
  ///
  /// @param arrival of the oldest picture that is remembered
  public synchronized void keepFrom(long arrival) {
    while (!units.isEmpty() && units.getFirst().arrival() < arrival) {
      drop();
    }
    if (units.isEmpty()) {
      draft.close();
    }
  }

  private void drop() {
    var gone = units.removeFirst();
    bytes -= gone.size();
    gone.chunk().release();
  }

  /// Forgets everything.
  public synchronized void clear() {
    units.forEach(unit -> unit.chunk().release());
    units.clear();
    bytes = 0;
    draft.close();
  }

  public synchronized long bytes() {
    return bytes;
  }

  /// Bits a second of what is there; 0 if there is nothing.
  public synchronized long bitsPerSecond() {
    var first = units.peekFirst();
    var last = units.peekLast();
    if (first == null || last == null || last.arrival() - first.arrival() < Timeline.TICKS) {
      return 0;
    }
    return bytes * 8 * Timeline.TICKS / (last.arrival() - first.arrival());
  }

  /// What is wanted, oldest first; stays where it is until the slice is closed.
  public synchronized Slice select(Predicate<Unit> wanted) {
    var chosen = new ArrayList<Unit>();
    for (var unit : units) {
      if (wanted.test(unit)) {
        unit.chunk().hold();
        chosen.add(unit);
      }
    }
    return new Slice(chosen);
  }

  /// Copies of what is not before this place, oldest first.
  synchronized List<Copied> from(SoundFormat format, long place) {
    var found = new ArrayDeque<Copied>();
    for (var newest = units.descendingIterator(); newest.hasNext(); ) {
      var unit = newest.next();
      if (unit.place() < place || !unit.format().equals(format)) {
        break;
      }
      found.addFirst(new Copied(unit.place(), unit.samples(), unit.bytes()));
    }
    return List.copyOf(found);
  }

  /// The newest piece.
  public synchronized @Nullable Unit newest() {
    return units.peekLast();
  }

  @Override
  public synchronized void close() {
    closed = true;
    clear();
  }

  /// Pieces that stay where they are until this is closed.
  public static final class Slice implements AutoCloseable {

    public static final Slice NONE = new Slice(List.of());

    private final List<Unit> units;

    private Slice(List<Unit> units) {
      this.units = List.copyOf(units);
    }

    public List<Unit> units() {
      return units;
    }

    @Override
    public void close() {
      units.forEach(unit -> unit.chunk().release());
    }
  }
}
