package org.porchlight.feeds.copies;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.apart.Order;
import org.porchlight.feeds.apart.Result;
import org.porchlight.feeds.copies.StillAnswer.Why;
import org.porchlight.feeds.media.Codec;
import org.porchlight.feeds.media.MalformedVideo;
import org.porchlight.feeds.media.PictureReader;
import org.porchlight.feeds.media.VideoFormat;
import org.porchlight.kernel.OutsideTransactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Makes single pictures, in a worker that is kept for a minute for the next one. What brings a
/// worker down costs that worker and that picture.
@Component
public final class Darkroom implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Darkroom.class);

  /// Longer than all that may wait can take.
  private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(1);

  private final Workers workers;
  private final CopySettings settings;
  private final ThreadPoolExecutor hands;
  private final ArrayDeque<Bench> benches = new ArrayDeque<>();

  /// A worker, and what it has done.
  private static final class Bench {

    final Worker worker;
    int pictures;
    long freeSince;

    Bench(Worker worker) {
      this.worker = worker;
    }
  }

  public Darkroom(Workers workers) {
    this.workers = workers;
    this.settings = workers.settings();
    this.hands =
        new ThreadPoolExecutor(
            settings.stillWorkers(),
            settings.stillWorkers(),
            settings.idle().toMillis(),
            TimeUnit.MILLISECONDS,
            new ArrayBlockingQueue<>(settings.stillsWaiting()),
            Thread.ofPlatform().name("darkroom-", 0).daemon().factory());
    hands.allowCoreThreadTimeOut(true);
  }

  /// Makes a JPEG of a keyframe. Blocks for as long as a picture or the start of a worker may take.
  ///
  /// @param sample as MP4 keeps it
  /// @param at burned in
  public StillAnswer develop(VideoFormat format, byte[] sample, Instant at, Look look) {
    return develop(format, sample, at, look, AS_LONG_AS_IT_TAKES);
  }

  /// Makes a JPEG of a keyframe, unless that takes longer than somebody waits.
  ///
  /// @param sample as MP4 keeps it
  /// @param at burned in
  /// @param patience how long it is waited for; who waits in vain finds it busy
  public StillAnswer develop(
      VideoFormat format, byte[] sample, Instant at, Look look, Duration patience) {
    OutsideTransactions.require("A picture");
    var order =
        new Order.Still(
            Header.codec(format), Header.of(format), sample, at.toEpochMilli(), look.order());
    Future<StillAnswer> making;
    try {
      making = hands.submit(() -> make(order));
    } catch (RejectedExecutionException full) {
      return new StillAnswer.NotMade(Why.BUSY);
    }
    try {
      return making.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (CancellationException closed) {
      return new StillAnswer.NotMade(Why.BUSY);
    } catch (TimeoutException tooLate) {
      // Has it not begun, it never will; has it, its own time ends it.
      making.cancel(false);
      hands.purge();
      return new StillAnswer.NotMade(Why.BUSY);
    } catch (ExecutionException bug) {
      LOG.warn("A picture could not be made", bug);
      return new StillAnswer.NotMade(Why.NO_WORKER);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new StillAnswer.NotMade(Why.BUSY);
    }
  }

  private StillAnswer make(Order.Still order) {
    var bench = bench();
    if (bench == null) {
      return new StillAnswer.NotMade(Why.NO_WORKER);
    }
    try {
      var result = bench.worker.ask(order, settings.stillTime());
      putBack(bench);
      return switch (result) {
        case Result.Picture(var _, var _, var jpeg) -> checked(jpeg);
        case Result.Refused(var why) -> {
          LOG.debug("A picture was not made: {}", why);
          yield new StillAnswer.NotMade(Why.UNDECODABLE);
        }
        case Result.Ready _, Result.Encoded _, Result.Ended _ -> {
          bench.worker.close();
          yield new StillAnswer.NotMade(Why.UNDECODABLE);
        }
      };
    } catch (IOException lost) {
      LOG.warn("A decoder was lost with the picture in it: {}", lost.getMessage());
      bench.worker.close();
      return new StillAnswer.NotMade(Why.UNDECODABLE);
    }
  }

  /// What comes out of a worker is looked at like what comes from a camera.
  private static StillAnswer checked(byte[] jpeg) {
    try {
      var reader = new PictureReader(Codec.MJPEG);
      if (reader.read(MemorySegment.ofArray(jpeg), true)
          && reader.format() instanceof VideoFormat.Jpeg(var width, var height)) {
        return new StillAnswer.Made(jpeg, width, height);
      }
    } catch (MalformedVideo | IndexOutOfBoundsException odd) {
      LOG.warn("A decoder answered with something that is no JPEG", odd);
    }
    return new StillAnswer.NotMade(Why.UNDECODABLE);
  }

  private @Nullable Bench bench() {
    synchronized (benches) {
      for (var bench = benches.poll(); bench != null; bench = benches.poll()) {
        if (bench.worker.isAlive() && bench.pictures < settings.stillsPerWorker()) {
          return bench;
        }
        bench.worker.close();
      }
    }
    try {
      return new Bench(workers.hire());
    } catch (IOException noWorker) {
      LOG.error("No decoder can be started; pictures are not shown", noWorker);
      return null;
    }
  }

  private void putBack(Bench bench) {
    bench.pictures++;
    bench.freeSince = System.nanoTime();
    synchronized (benches) {
      benches.push(bench);
    }
    var _ =
        workers
            .alarms()
            .schedule(() -> letGo(bench), settings.idle().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void letGo(Bench bench) {
    synchronized (benches) {
      var unused = System.nanoTime() - bench.freeSince >= settings.idle().toNanos();
      if (unused && benches.remove(bench)) {
        bench.worker.close();
      }
    }
  }

  /// Whoever still waits for a picture hears that there is none.
  @Override
  public void close() {
    for (var waiting : hands.shutdownNow()) {
      if (waiting instanceof Future<?> unmade) {
        unmade.cancel(false);
      }
    }
  }
}
