package org.porchlight.feeds.media;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Memory outside the heap for video, in pieces that are used again. Thread-safe.
public final class ChunkPool {

  /// About a second of a good camera.
  static final int CHUNK = 256 * 1024;

  private final ConcurrentLinkedDeque<Chunk> free = new ConcurrentLinkedDeque<>();
  private final AtomicInteger freeCount = new AtomicInteger();
  private final AtomicLong inUse = new AtomicLong();
  private final int kept;

  /// @param kept most free pieces that are not given back to the system
  public ChunkPool(int kept) {
    this.kept = kept;
  }

  /// Bytes that are held now, also by readers.
  public long bytesInUse() {
    return inUse.get();
  }

  /// @param least bytes that must fit
  Chunk take(int least) {
    inUse.addAndGet(Math.max(least, CHUNK));
    if (least <= CHUNK) {
      var chunk = free.poll();
      if (chunk != null) {
        freeCount.decrementAndGet();
        chunk.used = 0;
        chunk.holders.set(1);
        return chunk;
      }
    }
    return new Chunk(Math.max(least, CHUNK));
  }

  private void giveBack(Chunk chunk) {
    inUse.addAndGet(-chunk.memory.byteSize());
    if (chunk.memory.byteSize() > CHUNK || freeCount.incrementAndGet() > kept) {
      if (chunk.memory.byteSize() <= CHUNK) {
        freeCount.decrementAndGet();
      }
      chunk.arena.close();
    } else {
      free.push(chunk);
    }
  }

  /// A piece of memory that is filled from front to back, by one thread, and read by many. It is
  /// used again when the last holder has released it.
  final class Chunk {

    private final Arena arena = Arena.ofShared();
    private final AtomicInteger holders = new AtomicInteger(1);
    final MemorySegment memory;
    int used;

    private Chunk(int bytes) {
      memory = arena.allocate(bytes);
    }

    boolean fits(int bytes) {
      return used + bytes <= memory.byteSize();
    }

    void hold() {
      holders.incrementAndGet();
    }

    void release() {
      if (holders.decrementAndGet() == 0) {
        giveBack(this);
      }
    }
  }
}
