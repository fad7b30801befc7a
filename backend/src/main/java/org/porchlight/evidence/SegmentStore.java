package org.porchlight.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.porchlight.registry.CameraId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Brings recorded files from the spool to the store, finishes what a crash has left half done, and
/// deletes what is over its time.
@Component
class SegmentStore implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(SegmentStore.class);
  private static final int BATCH = 50;
  private static final int PURGE_BATCH = 500;

  /// Our clock may run so much faster than time goes by before nothing is purged by it.
  private static final Duration CLOCK_STEP = Duration.ofMinutes(10);

  private final Spool spool;
  private final ClipStore store;
  private final RecordingRecords records;
  private final JdbcRecordings recordings;
  private final JdbcSegments segments;
  private final JdbcSegmentCopies copies;
  private final StoreSettings storeSettings;
  private final RecordingSettings settings;
  private final Clock clock;
  private final Instant beganAt;
  private final long beganNanos = System.nanoTime();
  private ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
  private boolean started;

  SegmentStore(
      @Qualifier("recordingSpool") Spool spool,
      ClipStore store,
      RecordingRecords records,
      JdbcRecordings recordings,
      JdbcSegments segments,
      JdbcSegmentCopies copies,
      StoreSettings storeSettings,
      RecordingSettings settings,
      Clock clock) {
    this.spool = spool;
    this.store = store;
    this.records = records;
    this.recordings = recordings;
    this.segments = segments;
    this.copies = copies;
    this.storeSettings = storeSettings;
    this.settings = settings;
    this.clock = clock;
    this.beganAt = clock.instant();
  }

  @Override
  public synchronized void start() {
    if (started) {
      return;
    }
    started = true;
    if (timer.isShutdown()) {
      timer = Executors.newScheduledThreadPool(2);
    }
    var every = storeSettings.retryEvery().toMillis();
    var _ = timer.scheduleWithFixedDelay(this::sweep, every, every, TimeUnit.MILLISECONDS);
    var purge = settings.purgeEvery().toMillis();
    var _ =
        timer.scheduleWithFixedDelay(
            this::purge, Math.min(60_000, purge), purge, TimeUnit.MILLISECONDS);
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

  /// Once, before anything is written: complete files that no row knows get one, files that the
  /// store has are deleted, and torsos are.
  void recover() {
    try {
      for (var torso : spool.torsos()) {
        spool.delete(torso);
      }
      for (var name : spool.complete()) {
        if (segments.isStored(name)) {
          spool.delete(name);
        } else if (!segments.isKnown(name)) {
          adopt(name);
        }
      }
    } catch (IOException | RuntimeException failed) {
      LOG.warn("The spool for recordings could not be looked through", failed);
    }
  }

  private void adopt(UUID name) throws IOException {
    var kept = spool.recover(name);
    if (kept.isEmpty()) {
      spool.delete(name);
      return;
    }
    var manifest = kept.get().manifest();
    var recording = recordings.newest(manifest.camera(), manifest.to());
    if (recording.isEmpty()) {
      spool.delete(name);
      return;
    }
    var gaps =
        manifest.gaps().stream()
            .map(gap -> new org.porchlight.feeds.Film.Gap(gap.before(), gap.from(), gap.to()))
            .toList();
    var segment = Recorder.segmentOf(name, recording.get().id(), kept.get());
    if (!records.written(segment, gaps, spool.id())) {
      spool.delete(name);
    }
  }

  /// Delivers what is due. Ends at the first file that the store does not take.
  void sweep() {
    try {
      for (var segment : segments.unfinished(spool.id(), clock.instant(), BATCH)) {
        if (!deliver(segment)) {
          return;
        }
      }
    } catch (RuntimeException failed) {
      LOG.warn("The spool for recordings could not be swept", failed);
    }
  }

  private boolean deliver(Segment segment) {
    try {
      put(spool.file(segment.id()), segment.key(), segment.sha256(), segment.bytes());
      put(
          spool.manifest(segment.id()),
          ClipStore.manifestOf(segment.key()),
          segment.manifestSha256(),
          segment.manifestBytes());
      segments.stored(segment.id(), clock.instant());
      spool.delete(segment.id());
      return true;
    } catch (IOException | RuntimeException failed) {
      var attempts = segment.attempts() + 1;
      if (Integer.bitCount(attempts) == 1) {
        LOG.warn("Recorded file {} not delivered, {} in a row", segment.id(), attempts, failed);
      }
      segments.postponed(
          segment.id(),
          attempts,
          clock.instant().plus(storeSettings.pauseAfter(attempts)),
          failed.toString());
      return false;
    }
  }

  private void put(Path file, String key, String sha256, long bytes) throws IOException {
    if (Files.exists(file)) {
      store.put(key, file);
    }
    try (var back = store.read(key, 0, bytes)) {
      if (!Spool.sha256(back).equals(sha256)) {
        throw new IOException("the store gives back other bytes");
      }
    }
  }

  /// Deletes what is over its time and held by nobody: first the bytes, then the row. Does nothing
  /// when our clock has been set since the program began: a wrong clock must not delete footage.
  void purge() {
    try {
      var passed = Duration.ofNanos(System.nanoTime() - beganNanos);
      var byClock = Duration.between(beganAt, clock.instant());
      if (byClock.minus(passed).abs().compareTo(CLOCK_STEP) > 0) {
        LOG.warn(
            "The clock was set by {}: nothing is purged until a restart", byClock.minus(passed));
        return;
      }
      var gone = new LinkedHashMap<CameraId, List<Segment>>();
      for (var segment : segments.toPurge(spool.id(), clock.instant(), PURGE_BATCH)) {
        try {
          store.delete(segment.key());
          store.delete(ClipStore.manifestOf(segment.key()));
          for (var copy : copies.keys(segment.id())) {
            store.delete(copy);
          }
          spool.delete(segment.id());
          gone.computeIfAbsent(segment.camera(), _ -> new ArrayList<>()).add(segment);
        } catch (IOException later) {
          LOG.warn("Recorded file {} could not be deleted yet", segment.id(), later);
          break;
        }
      }
      gone.forEach(records::purged);
    } catch (RuntimeException failed) {
      LOG.warn("Recordings could not be purged", failed);
    }
  }
}
