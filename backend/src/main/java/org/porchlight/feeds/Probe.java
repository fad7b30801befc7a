package org.porchlight.feeds;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.VideoSource;
import org.porchlight.feeds.pull.VideoSource.VideoStream;
import org.porchlight.identity.Actor;
import org.porchlight.registry.CameraConnection;
import org.porchlight.registry.CameraConnections;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.ConnectionCheck;
import org.porchlight.registry.NewCamera;
import org.porchlight.registry.Resolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/// "Try the camera": connects once, waits for a picture, and says in one of five messages how it
/// went. Every answer but OK takes the same time, so that the time says nothing. A password is
/// tried once.
///
/// Blocks for up to some ten seconds: not for a thread that serves others.
@Service
public class Probe {

  private static final Logger LOG = LoggerFactory.getLogger(Probe.class);

  private final CameraConnections connections;
  private final Resolver resolver;
  private final VideoSource source;
  private final FeedSettings settings;
  private final Semaphore places;

  Probe(
      CameraConnections connections, Resolver resolver, VideoSource source, FeedSettings settings) {
    this.connections = connections;
    this.resolver = resolver;
    this.source = source;
    this.settings = settings;
    this.places = new Semaphore(settings.probesAtOnce());
  }

  /// Tries an address as typed, before it is stored. A refused address is logged and never
  /// connected to.
  public Tried tryIt(Actor owner, NewCamera.Stream typed) {
    var begun = System.nanoTime();
    return switch (connections.check(owner, typed)) {
      case ConnectionCheck.Fine(var connection) -> evenly(begun, connection);
      case ConnectionCheck.Refused _ -> evenly(begun, null);
    };
  }

  /// Tries an own camera with what is on file.
  ///
  /// @throws IllegalArgumentException if it is not the person's own, or has no address
  public Tried tryIt(Actor owner, CameraId camera) {
    var begun = System.nanoTime();
    var connection =
        connections
            .connectOwn(owner, camera)
            .orElseThrow(() -> new IllegalArgumentException("no own connected camera " + camera));
    return evenly(begun, connection);
  }

  Tried evenly(long begun, @Nullable CameraConnection connection) {
    var tried =
        connection == null ? Tried.of(ProbeAnswer.ADDRESS_NOT_ALLOWED) : tryIt(connection, begun);
    if (tried.answer() != ProbeAnswer.OK) {
      waitUntil(begun + settings.probeTime().toNanos());
    }
    return tried;
  }

  private Tried tryIt(CameraConnection connection, long begun) {
    var left = Duration.ofNanos(begun + settings.probeTime().toNanos() - System.nanoTime());
    var stream = new AtomicReference<@Nullable VideoStream>();
    var promised = new AtomicBoolean();
    var answer = new CompletableFuture<Tried>();
    try {
      if (!places.tryAcquire(left.toMillis(), TimeUnit.MILLISECONDS)) {
        return Tried.of(ProbeAnswer.DOES_NOT_ANSWER);
      }
      Thread.ofPlatform()
          .name("probe")
          .daemon()
          .start(() -> {
            try {
              answer.complete(look(connection, stream, promised));
            } catch (RuntimeException bug) {
              LOG.warn("A camera could not be tried", bug);
              answer.complete(Tried.of(ProbeAnswer.DOES_NOT_ANSWER));
            } finally {
              places.release();
            }
          });
      return answer.get(
          begun + settings.probeTime().toNanos() - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException tooLate) {
      // It may have promised video and never sent a picture.
      return Tried.of(
          promised.get() ? ProbeAnswer.NOT_A_VIDEO_STREAM : ProbeAnswer.DOES_NOT_ANSWER);
    } catch (ExecutionException impossible) {
      throw new AssertionError("completed with a value only", impossible);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Tried.of(ProbeAnswer.DOES_NOT_ANSWER);
    } finally {
      var open = stream.get();
      if (open != null) {
        open.abort();
      }
    }
  }

  private Tried look(
      CameraConnection connection,
      AtomicReference<@Nullable VideoStream> opened,
      AtomicBoolean promised) {
    var shown = new AtomicBoolean();
    try (var stream =
        source.stream(Pinning.pin(connection, resolver), new FirstKey(shown, opened))) {
      opened.set(stream);
      stream.open();
      promised.set(true);
      var end = stream.awaitEnd();
      return shown.get() ? Tried.of(ProbeAnswer.OK) : tried(end);
    } catch (StreamLost lost) {
      return tried(lost);
    } finally {
      opened.set(null);
    }
  }

  /// Waits for one picture that can be shown, and ends.
  private record FirstKey(AtomicBoolean shown, AtomicReference<@Nullable VideoStream> stream)
      implements VideoSource.Receiver {

    @Override
    public void begin() {}

    @Override
    public void take(VideoSource.Packet packet) {
      var open = stream.get();
      if (open != null && packet.picture().isKey() && packet.picture().format() != null) {
        shown.set(true);
        open.abort();
      }
    }
  }

  private static Tried tried(StreamLost lost) {
    return new Tried(answerTo(lost.problem()), lost.certificate().orElse(null));
  }

  static ProbeAnswer answerTo(StreamProblem problem) {
    return switch (problem) {
      case WRONG_LOGIN, WEAKER_LOGIN -> ProbeAnswer.WRONG_NAME_OR_PASSWORD;
      // Promised video and sent none that could be shown.
      case NOT_VIDEO, OUT_OF_BOUNDS, NO_KEYFRAMES, STALLED -> ProbeAnswer.NOT_A_VIDEO_STREAM;
      case ADDRESS_NOT_ALLOWED, LED_ELSEWHERE -> ProbeAnswer.ADDRESS_NOT_ALLOWED;
      case NONE_YET,
          WRONG_CERTIFICATE,
          NO_ROOM,
          NOT_CONNECTED,
          NOT_DIALLED_IN,
          NO_ANSWER,
          ENDED,
          MISCONFIGURED,
          COPIES_FULL,
          COPY_FAILED ->
          ProbeAnswer.DOES_NOT_ANSWER;
    };
  }

  private static void waitUntil(long nanoTime) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanoTime - System.nanoTime());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
