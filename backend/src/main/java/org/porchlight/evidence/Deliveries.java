package org.porchlight.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Brings clips from the spool to the store, and finishes what a crash has left half done. A clip
/// is called stored only after its bytes were read back from the store and are the same.
@Component
class Deliveries implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
  private static final int BATCH = 50;

  private final Spool spool;
  private final ClipStore store;
  private final ClipRecords records;
  private final JdbcClips clips;
  private final StoreSettings settings;
  private final Clock clock;

  /// Clips that a thread of this program works on now.
  private final Set<ClipId> busy = ConcurrentHashMap.newKeySet();

  private final ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor();
  private ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private boolean started;

  /// Keeps the sweeper away until it is closed.
  interface HandsOff extends AutoCloseable {

    @Override
    void close();
  }

  Deliveries(
      @Qualifier("clipSpool") Spool spool,
      ClipStore store,
      ClipRecords records,
      JdbcClips clips,
      StoreSettings settings,
      Clock clock) {
    this.spool = spool;
    this.store = store;
    this.records = records;
    this.clips = clips;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public synchronized void start() {
    if (started) {
      return;
    }
    started = true;
    if (timer.isShutdown()) {
      timer = Executors.newSingleThreadScheduledExecutor();
    }
    hands.execute(this::prepare);
    var every = settings.retryEvery().toMillis();
    var _ = timer.scheduleWithFixedDelay(this::sweep, 0, every, TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void stop() {
    started = false;
    timer.shutdownNow();
  }

  @Override
  public synchronized boolean isRunning() {
    return started;
  }

  private void prepare() {
    try {
      store.prepare();
    } catch (IOException | RuntimeException notYet) {
      LOG.warn("The store for clips is not ready; clips wait in the spool: {}", notYet.toString());
    }
  }

  HandsOff handsOff(Collection<ClipId> clips) {
    busy.addAll(clips);
    return () -> busy.removeAll(clips);
  }

  /// Delivers now, and waits a little for it. What takes longer goes on without the caller.
  void deliverSoon(Collection<ClipId> some) {
    var delivery =
        hands.submit(() -> {
          some.forEach(clip -> clips.unfinished(clip).ifPresent(this::deliver));
        });
    try {
      delivery.get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException slow) {
      LOG.info("Clips {} are not in the store yet; delivery goes on", some);
    } catch (ExecutionException failed) {
      LOG.warn("Clips {} will be delivered later", some, failed);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Finishes what is due. Ends at the first clip that the store does not take: the next ones would
  /// fare no better.
  void sweep() {
    try {
      tidy();
      for (var clip : clips.unfinished(spool.id(), clock.instant(), BATCH)) {
        var goesOn =
            switch (clip.state()) {
              case CUTTING -> recover(clip.id());
              case SPOOLED -> deliver(clip);
              case STORED, FAILED -> true;
            };
        if (!goesOn) {
          return;
        }
      }
    } catch (IOException | RuntimeException failed) {
      // The timer would never call again. The next sweep tries everything again.
      LOG.warn("The spool could not be swept", failed);
    }
  }

  /// A clip that was being cut when the program died: either its file is complete, or there is
  /// nothing.
  private boolean recover(ClipId clip) throws IOException {
    if (!busy.add(clip)) {
      return true;
    }
    try {
      // Whoever was at work until now has perhaps finished it.
      if (clips.state(clip).filter(ClipState.CUTTING::equals).isEmpty()) {
        return true;
      }
      var kept = spool.recover(clip.value());
      if (kept.isPresent()) {
        records.spooled(clip, kept.get());
      } else {
        records.failed(clip, "INTERRUPTED");
        spool.delete(clip.value());
      }
      return true;
    } finally {
      busy.remove(clip);
    }
  }

  /// @return whether it worked, or somebody else is at it
  private boolean deliver(JdbcClips.Unfinished clip) {
    if (!busy.add(clip.id())) {
      return true;
    }
    try {
      var expected = clips.find(clip.id()).orElseThrow();
      if (expected.state() == ClipState.STORED) {
        return true;
      }
      var name = clip.id().value();
      deliver(spool.file(name), clip.key(), expected.sha256(), expected.bytes());
      var manifest = clips.manifest(clip.id());
      if (manifest.isPresent()) {
        var sum = manifest.get();
        deliver(spool.manifest(name), ClipStore.manifestOf(clip.key()), sum.sha256(), sum.bytes());
      }
      records.stored(clip.id());
      spool.delete(name);
      return true;
    } catch (IOException | RuntimeException failed) {
      postpone(clip, failed);
      return false;
    } finally {
      busy.remove(clip.id());
    }
  }

  /// Puts a file and reads it back.
  private void deliver(Path file, String key, String sha256, long bytes) throws IOException {
    if (Files.exists(file)) {
      store.put(key, file);
    }
    try (var back = store.read(key, 0, bytes)) {
      if (!Spool.sha256(back).equals(sha256)) {
        throw new IOException("the store gives back other bytes");
      }
    }
  }

  private void postpone(JdbcClips.Unfinished clip, Exception failure) {
    var attempts = clip.attempts() + 1;
    // Every further failure in a row is told more seldom.
    if (Integer.bitCount(attempts) == 1) {
      LOG.warn("Clip {} not delivered, {} in a row", clip.id(), attempts, failure);
    }
    records.postponed(clip.id(), attempts, settings.pauseAfter(attempts), failure.toString());
  }

  /// Removes files of clips that are stored: the program died before it could.
  private void tidy() throws IOException {
    for (var name : spool.complete()) {
      var clip = new ClipId(name);
      if (!busy.contains(clip) && clips.state(clip).filter(ClipState.STORED::equals).isPresent()) {
        spool.delete(name);
      }
    }
  }
}
