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
import org.porchlight.feeds.pull.VideoSource.Sound;
import org.porchlight.feeds.pull.container.CodedPictures;

/// Pictures that come in bursts and leave evenly, at the distances that their time stamps say, and
/// their sound beside them.
///
/// Bounded in bytes: who fills it with pictures waits when it is full; of sound the oldest is
/// thrown away. Thread-safe.
final class Buffer implements CodedPictures, AutoCloseable {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /// A time stamp that is further than this from the one before begins anew.
  private static final long JUMP = 2 * SECOND;

  /// What is later than this is not caught up with: the source has paused.
  private static final long LATE = SECOND;

  /// With more than this waiting, or two and a half segments, pictures leave a tenth faster: the
  /// camera's clock is fast.
  private static final long PLENTY = 15 * SECOND;

  private static final long LONG = 3600 * SECOND;

  /// As much as is remembered of sound that has come.
  private static final long MOST_SOUND = 2_000_000;

  private static final int MOST_PIECES = 8_192;

  private final int most;
  private final long plenty;
  private final Deque<Sound> sounds = new ArrayDeque<>();
  private long soundBytes;
  private final Deque<Shown> waiting = new ArrayDeque<>();
  private long bytes;
  private @Nullable IOException failed;
  private boolean closed;
  private boolean live;

  // Of the one who takes them out.
  private boolean anchored;
  private long lastTime;
  private long lastDue;

  /// What leaves next.
  private sealed interface Item {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Shown(Codec codec, byte[] content, long decode, long show, boolean afterLoss)
      implements Item {}

  private record Heard(Sound sound) implements Item {}

  /// @param most bytes that may wait; a single picture always may
  /// @param longest that no burst is longer than, in nanoseconds
  Buffer(int most, long longest) {
    this.most = most;
    this.plenty = Math.max(PLENTY, longest * 5 / 2);
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
    waiting.add(new Shown(codec, content, decode, show, afterLoss));
    notifyAll();
  }

  /// Takes a piece of sound. It leaves when the pictures that belong to it leave.
  synchronized void sound(Sound sound) {
    if (closed) {
      return;
    }
    var content = sound.from().asSlice(sound.at(), sound.length()).toArray(ValueLayout.JAVA_BYTE);
    sounds.add(
        new Sound(
            sound.format(),
            MemorySegment.ofArray(content),
            0,
            content.length,
            sound.samples(),
            sound.time(),
            sound.picture(),
            sound.afterLoss()));
    soundBytes += content.length;
    while (soundBytes > MOST_SOUND || sounds.size() > MOST_PIECES) {
      soundBytes -= sounds.remove().length();
    }
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

  /// Hands pictures and sound on when they are due.
  ///
  /// @throws IOException why no more come, at once: what still waits is not live any more
  void deliver(Outlet outlet) throws IOException {
    var pictures = new CodedOutlet(outlet);
    while (true) {
      switch (next(outlet)) {
        case Shown(var codec, var content, var decode, var show, var afterLoss) ->
            pictures.take(codec, MemorySegment.ofArray(content), decode, show, afterLoss);
        case Heard(var sound) -> outlet.sound(sound);
      }
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
      var heardBy = heardBy(now);
      if (heardBy - now <= 0) {
        var sound = sounds.remove();
        soundBytes -= sound.length();
        return new Heard(sound);
      }
      if (first != null && due - now <= 0) {
        waiting.remove();
        bytes -= first.content.length;
        notifyAll();
        return first;
      }
      outlet.check(now);
      try {
        var soonest = Math.min(first == null ? heardBy : Math.min(due, heardBy), outlet.deadline());
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, soonest - now));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted");
      }
    }
  }

  /// When the next piece of sound is due beside the pictures; long from now if there is none, or no
  /// picture has left yet.
  private long heardBy(long now) {
    var first = sounds.peek();
    if (!anchored || first == null) {
      return now + LONG;
    }
    var due = lastDue + nanos(first.picture()) - lastTime;
    // What is far from all pictures is not waited for; those who get it know what to think of it.
    return due - now > plenty + LATE ? now : due;
  }

  private long due(Shown item, long now) {
    if (item.decode == Timeline.NONE) {
      return now;
    }
    var time = nanos(item.decode);
    var step = time - lastTime;
    if (ahead(time) > plenty) {
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
    sounds.clear();
    notifyAll();
  }
}
