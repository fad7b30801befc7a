package org.porchlight.feeds.media;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// Memory in which one picture after the other is put together, at the place where it stays: what
/// is [kept][#keep()] is not copied again.
///
/// For one thread. It holds the memory it writes to by itself, so that a ring that is emptied
/// meanwhile can not give it to another camera.
public final class Draft implements AutoCloseable {

  private static final ValueLayout.OfInt LENGTH =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(java.nio.ByteOrder.BIG_ENDIAN);

  private final ChunkPool pool;
  private final int most;
  private ChunkPool.@Nullable Chunk chunk;
  private int size;

  /// Bytes that stay.
  ///
  /// @param chunk held once for whoever has this
  record Place(ChunkPool.Chunk chunk, int offset, int size) {}

  /// @param most bytes of the largest picture
  public Draft(ChunkPool pool, int most) {
    this.pool = pool;
    this.most = most;
  }

  int size() {
    return size;
  }

  /// Makes room for so many more bytes.
  ///
  /// @throws MalformedVideo if the picture becomes too large
  ChunkPool.Chunk room(int more) {
    if (more > most - size) {
      throw new MalformedVideo("a picture of more than " + most + " bytes");
    }
    var present = chunk;
    return present != null && present.fits(size + more) ? present : moved(present, size + more);
  }

  private ChunkPool.Chunk moved(ChunkPool.@Nullable Chunk from, int needed) {
    // What is being put together may go on growing, so it gets twice of what it needs.
    var ample = size > 0 && needed > ChunkPool.CHUNK ? Math.min(most, 2L * needed) : needed;
    var to = pool.take((int) ample);
    if (from != null) {
      MemorySegment.copy(from.memory, from.used, to.memory, 0, size);
      from.release();
    }
    chunk = to;
    return to;
  }

  /// Says that so many bytes were written into the [room][#room].
  void written(int bytes) {
    size += bytes;
  }

  void append(MemorySegment from, long at, int length) {
    var to = room(length);
    MemorySegment.copy(from, at, to.memory, (long) to.used + size, length);
    size += length;
  }

  void append(byte value) {
    var to = room(1);
    to.memory.set(ValueLayout.JAVA_BYTE, (long) to.used + size, value);
    size++;
  }

  void appendLength(int value) {
    var to = room(4);
    to.memory.set(LENGTH, (long) to.used + size, value);
    size += 4;
  }

  /// Writes a length over what was written there before.
  void setLength(int at, int value) {
    var present = chunk;
    if (present == null || at + 4 > size) {
      throw new IndexOutOfBoundsException(at);
    }
    present.memory.set(LENGTH, (long) present.used + at, value);
  }

  /// Forgets what was written from here on.
  void truncate(int at) {
    size = Math.min(size, at);
  }

  /// Lets what was written stay, and begins the next picture behind it.
  Place keep() {
    var present = chunk;
    if (present == null || size == 0) {
      throw new IllegalStateException("nothing was written");
    }
    present.hold();
    var place = new Place(present, present.used, size);
    present.used += size;
    size = 0;
    return place;
  }

  @Override
  public void close() {
    var present = chunk;
    chunk = null;
    size = 0;
    if (present != null) {
      present.release();
    }
  }
}
