package org.porchlight.feeds.copies;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.apart.Order;
import org.porchlight.feeds.apart.Result;
import org.porchlight.feeds.media.VideoFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes H.264 of a running feed, in a worker of its own, until it is closed. Whoever puts pictures
/// in never waits: when the worker can not keep up, what waits is thrown away and it goes on at the
/// next keyframe. A worker that dies or hangs is replaced.
public final class Transcode implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Transcode.class);

  private static final long MOST_WAITING = 4L * 1024 * 1024;

  /// A worker that has work and gives nothing for this long hangs.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Workers workers;
  private final Look look;
  private final Output output;
  private final ArrayDeque<Item> queue = new ArrayDeque<>();
  private long waiting;
  private boolean skipping = true;
  private boolean closed;
  private @Nullable Worker worker;

  /// Where pictures go. Calls come on one thread.
  public interface Output {

    /// The next picture.
    ///
    /// @param bytes H.264 with start codes
    /// @param show as it was put in
    void picture(byte[] bytes, boolean key, long show);

    /// Nothing comes until a new worker is there.
    void interrupted();
  }

  private record Item(VideoFormat format, Order.Picture picture) {}

  public Transcode(Workers workers, Look look, Output output) {
    this.workers = workers;
    this.look = look;
    this.output = output;
    Thread.ofPlatform().name("transcode").daemon().start(this::run);
  }

  /// Takes the next picture, in the order of decoding.
  ///
  /// @param sample as MP4 keeps it
  /// @param show in ticks of 1/90,000 s
  public synchronized void put(
      VideoFormat format, byte[] sample, boolean key, long show, Instant at) {
    if (closed) {
      return;
    }
    if (waiting + sample.length > MOST_WAITING) {
      queue.clear();
      waiting = 0;
      skipping = true;
    }
    if (skipping && !key) {
      return;
    }
    skipping = false;
    waiting += sample.length;
    queue.add(new Item(format, new Order.Picture(show, at.toEpochMilli(), key, sample)));
    notifyAll();
  }

  private synchronized @Nullable Item take() throws InterruptedException {
    while (queue.isEmpty() && !closed) {
      wait();
    }
    var item = queue.poll();
    if (item != null) {
      waiting -= item.picture().sample().length;
    }
    return closed ? null : item;
  }

  private void run() {
    var pause = Duration.ofMillis(250);
    try {
      while (!isClosed()) {
        var begun = System.nanoTime();
        try (var hired = workers.hire()) {
          if (!employ(hired)) {
            return;
          }
          work(hired);
        } catch (IOException lost) {
          if (isClosed()) {
            return;
          }
          LOG.warn("A transcoding decoder was lost: {}", lost.getMessage());
        }
        output.interrupted();
        var lasted = Duration.ofNanos(System.nanoTime() - begun);
        pause = lasted.compareTo(LONGEST_PAUSE) > 0 ? Duration.ofMillis(250) : longer(pause);
        rest(pause);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException bug) {
      LOG.error("A transcode has ended", bug);
      output.interrupted();
    }
  }

  private static Duration longer(Duration pause) {
    var twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  private synchronized void rest(Duration pause) throws InterruptedException {
    var until = System.nanoTime() + pause.toNanos();
    for (var left = pause.toMillis();
        left > 0 && !closed;
        left = (until - System.nanoTime()) / 1_000_000) {
      wait(left);
    }
  }

  /// What waits for a new worker counts from its first keyframe on.
  private synchronized boolean employ(Worker hired) {
    worker = closed ? null : hired;
    for (var first = queue.peek(); first != null && !first.picture().key(); first = queue.peek()) {
      waiting -= queue.remove().picture().sample().length;
    }
    skipping = queue.isEmpty();
    return !closed;
  }

  /// Until the worker is lost or nobody wants anything any more.
  private void work(Worker hired) throws IOException, InterruptedException {
    var reader = Thread.ofPlatform().name("transcoded").daemon().start(() -> read(hired));
    try {
      @Nullable VideoFormat begun = null;
      for (var item = take(); item != null; item = take()) {
        if (begun == null || !item.format().sameAs(begun)) {
          begun = item.format();
          hired.send(
              new Order.Begin(Header.codec(begun), Header.of(begun), look.order()), PATIENCE);
        }
        hired.send(item.picture(), PATIENCE);
      }
    } finally {
      hired.close();
      reader.join();
    }
  }

  private void read(Worker from) {
    try {
      while (true) {
        switch (from.receive()) {
          case Result.Encoded(var show, var key, var bytes) -> output.picture(bytes, key, show);
          case Result.Refused(var why) -> LOG.warn("A transcode was refused: {}", why);
          case Result.Ready _, Result.Picture _, Result.Ended _ ->
              throw new IOException("an answer that nobody asked for");
        }
      }
    } catch (IOException gone) {
      LOG.debug("A transcoding decoder is gone", gone);
    } catch (RuntimeException odd) {
      LOG.warn("A transcoding decoder answered with something that is no video", odd);
    } finally {
      // Whoever still writes finds out.
      from.close();
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /// Ends it at once, with its worker. Closing twice is harmless.
  @Override
  public synchronized void close() {
    closed = true;
    queue.clear();
    if (worker != null) {
      worker.close();
    }
    notifyAll();
  }
}
