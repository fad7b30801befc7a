package org.porchlight.feeds;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.copies.Darkroom;
import org.porchlight.feeds.copies.Look;
import org.porchlight.feeds.copies.StillAnswer;
import org.porchlight.feeds.media.ChunkPool;
import org.porchlight.feeds.media.MalformedVideo;
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
/// went. Every answer but OK takes the same time, so that the time says nothing, and OK takes no
/// longer. A password is tried once.
///
/// OK comes with the picture, small and made [apart][Darkroom] like every picture of a camera, if
/// it can be made in what is left of that time; what cannot be decoded is OK in words. It is kept
/// nowhere: only who tries gets it.
///
/// Blocks for up to some ten seconds: not for a thread that serves others.
@Service
public class Probe {

  private static final Logger LOG = LoggerFactory.getLogger(Probe.class);

  /// Enough to know a place again. Nothing is burned in.
  private static final Look LOOK = new Look(List.of(), 640, "");

  /// No picture of that width needs more.
  private static final int LARGEST_JPEG = 512 * 1024;

  private final CameraConnections connections;
  private final Resolver resolver;
  private final VideoSource source;
  private final Darkroom darkroom;
  private final ChunkPool pool;
  private final FeedSettings settings;
  private final Clock clock;
  private final Semaphore places;

  /// Pictures of untried cameras must not keep the others waiting.
  private final Semaphore developing = new Semaphore(1);

  Probe(
      CameraConnections connections,
      Resolver resolver,
      VideoSource source,
      Darkroom darkroom,
      ChunkPool pool,
      FeedSettings settings,
      Clock clock) {
    this.connections = connections;
    this.resolver = resolver;
    this.source = source;
    this.darkroom = darkroom;
    this.pool = pool;
    this.settings = settings;
    this.clock = clock;
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
    var stream = new AtomicReference<@Nullable VideoStream>();
    var promised = new AtomicBoolean();
    var answer = new CompletableFuture<Seen>();
    try {
      if (!places.tryAcquire(left(begun), TimeUnit.NANOSECONDS)) {
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
              answer.complete(new Seen(Tried.of(ProbeAnswer.DOES_NOT_ANSWER), null));
            } finally {
              places.release();
            }
          });
      var seen = answer.get(left(begun), TimeUnit.NANOSECONDS);
      return seen.key() == null ? seen.tried() : withPicture(seen.tried(), seen.key(), begun);
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

  private Tried withPicture(Tried tried, Keyframe key, long begun) throws InterruptedException {
    if (!developing.tryAcquire(left(begun), TimeUnit.NANOSECONDS)) {
      return tried;
    }
    try {
      var patience = Duration.ofNanos(Math.max(0, left(begun)));
      return switch (darkroom.develop(key.format(), key.sample(), key.at(), LOOK, patience)) {
        case StillAnswer.Made(var jpeg, var width, var height) when jpeg.length <= LARGEST_JPEG ->
            new Tried(tried.answer(), null, new SnapshotAnswer.Taken(jpeg, width, height));
        case StillAnswer.Made _, StillAnswer.NotMade _ -> tried;
      };
    } finally {
      developing.release();
    }
  }

  /// How many nanoseconds are left of the time that every refusal takes.
  private long left(long begun) {
    return begun + settings.probeTime().toNanos() - System.nanoTime();
  }

  private Seen look(
      CameraConnection connection,
      AtomicReference<@Nullable VideoStream> opened,
      AtomicBoolean promised) {
    var first = new FirstKey(opened);
    try (var stream = source.stream(Pinning.pin(connection, resolver), first)) {
      opened.set(stream);
      stream.open();
      promised.set(true);
      return first.seen(stream.awaitEnd());
    } catch (StreamLost lost) {
      return first.seen(lost);
    } finally {
      opened.set(null);
    }
  }

  /// @param key what can be shown of it; null also if that is too much
  private record Seen(Tried tried, @Nullable Keyframe key) {}

  /// Waits for one picture that can be shown, and ends.
  private final class FirstKey implements VideoSource.Receiver {

    private final AtomicReference<@Nullable VideoStream> stream;
    private final AtomicBoolean shown = new AtomicBoolean();
    private final AtomicReference<@Nullable Keyframe> key = new AtomicReference<>();

    FirstKey(AtomicReference<@Nullable VideoStream> stream) {
      this.stream = stream;
    }

    /// What was seen until it ended like this.
    Seen seen(StreamLost end) {
      return shown.get()
          ? new Seen(Tried.of(ProbeAnswer.OK), key.get())
          : new Seen(tried(end), null);
    }

    @Override
    public void begin() {}

    @Override
    public void take(VideoSource.Packet packet) {
      var picture = packet.picture();
      var open = stream.get();
      if (open == null || shown.get() || !picture.isKey() || picture.format() == null) {
        return;
      }
      try {
        Keyframe.copy(picture, pool, clock.instant()).ifPresent(key::set);
      } catch (MalformedVideo tooLarge) {
        LOG.debug("A picture is too large to be shown to who tries", tooLarge);
      } finally {
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
