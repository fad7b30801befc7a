package org.porchlight.kernel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Adds up in memory what is served, and writes it into a [ServedBook]: the first bytes of a permit
/// within a second, more of them twice a minute, the last ones seconds after they left. What cannot
/// be written is kept and tried again.
///
/// A program that is killed loses what it had not written yet, at most half a minute of one view;
/// that the permit was used is lost only when it is killed within a second of the first byte.
public final class ServedTally implements Served, SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ServedTally.class);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration BETWEEN_ROWS = Duration.ofSeconds(30);

  /// Nothing came for so long: what there is may be the end.
  private static final Duration QUIET = Duration.ofSeconds(3);

  private static final Duration FORGET = Duration.ofMinutes(2);

  private final ServedBook book;
  private final Clock clock;
  private final ConcurrentHashMap<Key, Count> counts = new ConcurrentHashMap<>();
  private @Nullable ScheduledExecutorService timer;

  private record Key(UUID permit, UUID camera, String what) {}

  private static final class Count {

    private Instant firstAt;
    private Instant lastAt;
    private long bytes;
    private @Nullable Instant writtenAt;

    Count(Instant now) {
      firstAt = now;
      lastAt = now;
    }

    void add(long more, Instant now) {
      if (bytes == 0) {
        firstAt = now;
      }
      bytes += more;
      lastAt = now;
    }

    boolean isDue(Instant now) {
      return bytes > 0
          && (writtenAt == null
              || !now.isBefore(writtenAt.plus(BETWEEN_ROWS))
              || !now.isBefore(lastAt.plus(QUIET)));
    }
  }

  public ServedTally(ServedBook book, Clock clock) {
    this.book = book;
    this.clock = clock;
  }

  @Override
  public void gave(UUID permit, UUID camera, String what, long bytes) {
    if (bytes <= 0) {
      return;
    }
    var now = clock.instant();
    var _ =
        counts.compute(
            new Key(permit, camera, what),
            (_, known) -> {
              var count = known == null ? new Count(now) : known;
              count.add(bytes, now);
              return count;
            });
  }

  /// Writes what is due.
  void write() {
    var now = clock.instant();
    write(now, false);
    counts.forEach((key, _) ->
        counts.computeIfPresent(
            key,
            (_, count) ->
                count.bytes == 0 && now.isAfter(count.lastAt.plus(FORGET)) ? null : count));
  }

  /// Writes everything there is.
  public void writeAll() {
    write(clock.instant(), true);
  }

  private synchronized void write(Instant now, boolean all) {
    var rows = new ArrayList<ServedBook.Row>();
    for (var key : counts.keySet()) {
      var _ =
          counts.computeIfPresent(
              key,
              (_, count) -> {
                if (count.bytes > 0 && (all || count.isDue(now))) {
                  rows.add(
                      new ServedBook.Row(
                          key.permit(),
                          key.camera(),
                          key.what(),
                          count.firstAt,
                          count.lastAt,
                          count.bytes));
                  count.bytes = 0;
                  count.writtenAt = now;
                }
                return count;
              });
    }
    if (rows.isEmpty()) {
      return;
    }
    try {
      book.write(rows);
    } catch (RuntimeException unwritten) {
      LOG.warn("What was served could not be written down, and is kept", unwritten);
      rows.forEach(this::keep);
    }
  }

  private void keep(ServedBook.Row row) {
    var _ =
        counts.compute(
            new Key(row.permit(), row.camera(), row.what()),
            (_, known) -> {
              var count = known == null ? new Count(row.lastAt()) : known;
              count.firstAt = row.firstAt();
              count.bytes += row.bytes();
              count.writtenAt = null;
              return count;
            });
  }

  @Override
  public synchronized void start() {
    if (timer == null) {
      timer =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().name("served-", 0).daemon().factory());
      var _ =
          timer.scheduleWithFixedDelay(
              this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void tick() {
    try {
      write();
    } catch (RuntimeException bug) {
      // The timer would never call again.
      LOG.error("What was served could not be added up", bug);
    }
  }

  @Override
  public synchronized void stop() {
    if (timer != null) {
      timer.shutdownNow();
      timer = null;
    }
    writeAll();
  }

  @Override
  public synchronized boolean isRunning() {
    return timer != null;
  }

  /// When all looks have ended.
  @Override
  public int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE - 2;
  }
}
