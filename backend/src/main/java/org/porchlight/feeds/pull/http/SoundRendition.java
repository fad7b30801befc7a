package org.porchlight.feeds.pull.http;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.Target;
import org.porchlight.feeds.pull.container.TransportClock;

/// The sound of a film in pieces where it lies apart, with a playlist of its own (RFC 8216
/// 4.3.4.1). Nothing is expected of it: it has a connection and a thread of its own, and whatever
/// is wrong with it, it falls silent. Only one that leads elsewhere ends the film too.
final class SoundRendition implements AutoCloseable {

  private static final long LONGEST_FETCH = TimeUnit.SECONDS.toNanos(60);

  private final WebSetting setting;
  private final Origin origin;
  private final String path;
  private final TransportClock clock;
  private final Buffer buffer;
  private final Consumer<String> silent;
  private final Guard guard = new Guard();
  private final WebTalk talk;
  private @Nullable Thread fetching;
  private volatile boolean closed;

  /// @param path of its playlist
  /// @param clock of the film
  /// @param silent is told why there is no sound any more
  SoundRendition(
      Target target,
      WebSetting setting,
      String path,
      TransportClock clock,
      Buffer buffer,
      Consumer<String> silent) {
    this.setting = setting;
    this.origin = new Origin(target);
    this.path = path;
    this.clock = clock;
    this.buffer = buffer;
    this.silent = silent;
    this.talk = new WebTalk(target, setting, guard, () -> System.nanoTime() + LONGEST_FETCH);
  }

  void start() {
    guard.start(System.nanoTime() + setting.limits().open().toNanos());
    fetching = Thread.ofVirtual().name("hls-sound").start(this::fetchAll);
  }

  private void fetchAll() {
    try (talk) {
      var first = LivePlaylist.media(LivePlaylist.read(talk.get(path), path, origin));
      new LivePlaylist(talk, guard, setting.limits(), origin, path, first)
          .follow(
              new FilmSegments(
                  setting.limits().pictureBytes(), null, buffer::sound, clock, () -> {}));
    } catch (StreamLost lost) {
      if (lost.problem() == StreamProblem.LED_ELSEWHERE) {
        buffer.fail(lost);
      } else {
        silent(lost);
      }
    } catch (IOException | RuntimeException failed) {
      silent(failed);
    } finally {
      guard.close();
    }
  }

  private void silent(Exception why) {
    if (!closed) {
      silent.accept(String.valueOf(why.getMessage()));
    }
  }

  @Override
  public void close() {
    closed = true;
    guard.close();
    try {
      if (fetching != null) {
        fetching.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
