package org.porchlight.feeds;

import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.porchlight.feeds.copies.CopySettings;
import org.porchlight.feeds.copies.Look;
import org.porchlight.feeds.copies.Workers;
import org.porchlight.feeds.media.ChunkPool;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.MaskSet;
import org.springframework.stereotype.Component;

/// The copies of feeds that run now: at most one per camera, however many look, and at most so many
/// in all. A copy is made while somebody [holds][#hold] it.
@Component
class Copies implements AutoCloseable {

  private final BlankedAreas masks;
  private final Workers workers;
  private final CopySettings settings;
  private final ChunkPool pool;
  private final Clock clock;
  private final Map<CameraId, Running> running = new HashMap<>();

  private static final class Running {

    final Feed source;
    final Copy copy;
    int holds;

    Running(Feed source, Copy copy) {
      this.source = source;
      this.copy = copy;
    }
  }

  /// Keeps a copy running until it is closed.
  interface Hold extends AutoCloseable {

    Feed feed();

    MaskSet masks();

    /// Closing twice is harmless.
    @Override
    void close();
  }

  Copies(BlankedAreas masks, Workers workers, CopySettings settings, ChunkPool pool, Clock clock) {
    this.masks = masks;
    this.workers = workers;
    this.settings = settings;
    this.pool = pool;
    this.clock = clock;
  }

  /// What is blanked in this camera's pictures now.
  MaskSet masks(CameraId camera) {
    return masks.of(camera);
  }

  /// Empty when there are as many copies as there may be.
  ///
  /// @param source what is copied
  /// @param blanked what is blanked; a copy with other areas ends
  synchronized Optional<Hold> hold(CameraId camera, Feed source, MaskSet blanked) {
    var known = running.get(camera);
    if (known != null && (known.source != source || !known.copy.masks.equals(blanked))) {
      end(camera);
      known = null;
    }
    if (known == null) {
      if (running.size() >= settings.live()) {
        return Optional.empty();
      }
      known =
          new Running(
              source, new Copy(source, blanked, look(camera, blanked), workers, pool, clock));
      running.put(camera, known);
    }
    known.holds++;
    return Optional.of(held(camera, known));
  }

  private Look look(CameraId camera, MaskSet blanked) {
    return new Look(blanked.masks(), settings.liveWidth(), mark(camera));
  }

  /// Burned in after the time. With the time it leads, in the log, to everybody who was looking.
  static String mark(CameraId camera) {
    return "COPY " + camera.toString().substring(0, 8).toUpperCase(Locale.ROOT);
  }

  private Hold held(CameraId camera, Running run) {
    return new Hold() {
      private boolean closed;

      @Override
      public Feed feed() {
        return run.copy.feed();
      }

      @Override
      public MaskSet masks() {
        return run.copy.masks;
      }

      @Override
      public void close() {
        synchronized (Copies.this) {
          if (!closed) {
            closed = true;
            run.holds--;
            if (run.holds == 0 && running.get(camera) == run) {
              end(camera);
            }
          }
        }
      }
    };
  }

  synchronized int count() {
    return running.size();
  }

  private void end(CameraId camera) {
    var run = running.remove(camera);
    if (run != null) {
      run.copy.close();
    }
  }

  @Override
  public synchronized void close() {
    java.util.Set.copyOf(running.keySet()).forEach(this::end);
  }
}
