package org.porchlight.feeds.copies;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.apart.Order;
import org.porchlight.feeds.apart.Result;
import org.porchlight.feeds.media.VideoFormat;

/// Makes H.264 of something that has an end, in a worker of its own. Either all of it is made, or
/// it throws.
public final class Recopy {

  /// A worker that takes or gives nothing for this long hangs.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Recopy() {}

  /// One picture to be copied.
  ///
  /// @param sample as MP4 keeps it
  /// @param show in ticks of 1/90,000 s
  @SuppressWarnings("ArrayRecordComponent")
  public record Picture(byte[] sample, boolean key, long show, Instant at) {}

  /// Where pictures come from.
  @FunctionalInterface
  public interface Source {

    /// The next one in the order of decoding; null after the last one.
    @Nullable Picture next() throws IOException;
  }

  /// Where what was made goes.
  @FunctionalInterface
  public interface Sink {

    /// Takes the next one.
    ///
    /// @param bytes H.264 with start codes
    void picture(byte[] bytes, boolean key, long show) throws IOException;
  }

  /// Blocks in the kernel: for a platform thread.
  ///
  /// @param most time that all of it may take
  /// @throws IOException if not all of it could be made
  public static void run(
      Workers workers, VideoFormat format, Look look, Source source, Sink sink, Duration most)
      throws IOException {
    var worker = workers.hire();
    var end = workers.alarms().schedule(worker::close, most.toMillis(), TimeUnit.MILLISECONDS);
    var failed = new AtomicReference<@Nullable IOException>();
    var writer =
        Thread.ofPlatform()
            .name("recopy")
            .daemon()
            .start(() -> {
              try {
                write(worker, format, look, source);
              } catch (IOException lost) {
                failed.compareAndSet(null, lost);
                worker.close();
              }
            });
    try {
      read(worker, sink);
    } catch (IOException lost) {
      var cause = failed.get();
      throw cause == null ? lost : cause;
    } finally {
      end.cancel(false);
      worker.close();
      join(writer);
    }
  }

  private static void write(Worker worker, VideoFormat format, Look look, Source source)
      throws IOException {
    worker.send(new Order.Begin(Header.codec(format), Header.of(format), look.order()), PATIENCE);
    for (var picture = source.next(); picture != null; picture = source.next()) {
      worker.send(
          new Order.Picture(
              picture.show(), picture.at().toEpochMilli(), picture.key(), picture.sample()),
          PATIENCE);
    }
    worker.send(new Order.End(), PATIENCE);
  }

  private static void read(Worker worker, Sink sink) throws IOException {
    while (true) {
      switch (worker.receive(PATIENCE)) {
        case Result.Encoded(var show, var key, var bytes) -> sink.picture(bytes, key, show);
        case Result.Ended _ -> {
          return;
        }
        case Result.Refused(var why) -> throw new IOException("a copy was refused: " + why);
        case Result.Ready _, Result.Picture _ ->
            throw new IOException("an answer that nobody asked for");
      }
    }
  }

  private static void join(Thread writer) {
    try {
      writer.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
