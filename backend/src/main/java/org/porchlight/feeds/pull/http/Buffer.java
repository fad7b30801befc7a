package org.porchlight.feeds.pull.http;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.media.Codec;
import org.porchlight.feeds.media.Timeline;
import org.porchlight.feeds.pull.container.CodedPictures;

/// Pictures that come in bursts and leave evenly, at the distances that their time stamps say.
///
/// Bounded in bytes: who fills it waits when it is full. Thread-safe.
final class Buffer implements CodedPictures, AutoCloseable {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /// A time stamp that is further than this from the one before begins anew.
  private static final long JUMP = 2 * SECOND;

  /// What is later than this is not caught up with: the source has paused.
  private static final long LATE = SECOND;

  /// With more than this waiting, pictures leave a tenth faster: the camera's clock is fast.
  private static final long PLENTY = 15 * SECOND;

  private final int most;
  private final Deque<Item> waiting = new ArrayDeque<>();
  private long bytes;
  private @Nullable IOException failed;
  private boolean closed;
  private boolean live;

  // Of the one who takes them out.
  private boolean anchored;
  private long lastTime;
  private long lastDue;

  @SuppressWarnings("ArrayRecordComponent")
  private record Item(Codec codec, byte[] content, long decode, long show, boolean afterLoss) {}

  /// @param most bytes that may wait; a single picture always may
  Buffer(int most) {
    this.most = most;
  }

  @Override
  public synchronized void take(
      Codec codec, MemorySegment byteStream, long decode, long show, boolean afterLoss)
      throws IOException {
    var content = byteStream.toArray(ValueLayout.JAVA_BYTE);
    try {
      while (!closed && !waiting.isEmpty() && bytes + content.length > most) {
        wait();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted");
    }
    if (closed) {
      throw new IOException("nobody wants pictures any more");
    }
    bytes += content.length;
    waiting.add(new Item(codec, content, decode, show, afterLoss));
    notifyAll();
  }

  /// What waits is known to be live: until then nothing leaves.
  synchronized void release() {
    live = true;
    notifyAll();
  }

  /// No more will come.
  synchronized void fail(IOException why) {
    failed = why;
    notifyAll();
  }

  /// Hands pictures on when they are due.
  ///
  /// @throws IOException why no more come, at once: what still waits is not live any more
  void deliver(Outlet outlet) throws IOException {
    var pictures = new CodedOutlet(outlet);
    while (true) {
      var item = next(outlet);
      pictures.take(
          item.codec, MemorySegment.ofArray(item.content), item.decode, item.show, item.afterLoss);
    }
  }

  private synchronized Item next(Outlet outlet) throws IOException {
    var due = Long.MAX_VALUE;
    while (true) {
      var why = failed;
      if (why != null) {
        throw why;
      }
      var first = live ? waiting.peek() : null;
      var now = System.nanoTime();
      if (first != null && due == Long.MAX_VALUE) {
        due = due(first, now);
      }
      if (first != null && due - now <= 0) {
        waiting.remove();
        bytes -= first.content.length;
        notifyAll();
        return first;
      }
      outlet.check(now);
      try {
        var until = first == null ? outlet.deadline() : Math.min(due, outlet.deadline());
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, until - now));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted");
      }
    }
  }

  private long due(Item item, long now) {
    if (item.decode == Timeline.NONE) {
      return now;
    }
    var time = nanos(item.decode);
    var step = time - lastTime;
    if (ahead(time) > PLENTY) {
      step -= step / 10;
    }
    var due = lastDue + step;
    if (!anchored || Math.abs(step) > JUMP || now - due > LATE) {
      due = now;
    }
    anchored = true;
    lastTime = time;
    lastDue = due;
    return due;
  }

  private long ahead(long time) {
    var newest = waiting.peekLast();
    return newest == null || newest.decode == Timeline.NONE ? 0 : nanos(newest.decode) - time;
  }

  private static long nanos(long ticks) {
    return ticks * 100_000 / 9;
  }

  @Override
  public synchronized void close() {
    closed = true;
    waiting.clear();
    notifyAll();
  }
}
