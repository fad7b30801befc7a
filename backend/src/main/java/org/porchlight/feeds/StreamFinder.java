package org.porchlight.feeds;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.porchlight.feeds.pull.PullLimits;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.Target;
import org.porchlight.feeds.pull.onvif.OnvifCamera;
import org.porchlight.feeds.pull.onvif.OnvifClient;
import org.porchlight.identity.Actor;
import org.porchlight.registry.CameraConnection;
import org.porchlight.registry.CameraConnections;
import org.porchlight.registry.ConnectionCheck;
import org.porchlight.registry.NewCamera;
import org.porchlight.registry.Resolver;
import org.porchlight.registry.StreamAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/// "Find the stream": asks a camera by ONVIF where its streams are, for owners who do not know. As
/// in [Probe], every refusal takes the same time, and is one of the five messages. A password is
/// tried once.
///
/// Blocks for up to some ten seconds: not for a thread that serves others.
@Service
public class StreamFinder {

  private static final Logger LOG = LoggerFactory.getLogger(StreamFinder.class);

  /// Where cameras have their device service, unless they say otherwise.
  private static final String USUAL_PATH = "/onvif/device_service";

  private final CameraConnections connections;
  private final Resolver resolver;
  private final OnvifClient client;
  private final FeedSettings settings;
  private final Semaphore places;

  StreamFinder(
      CameraConnections connections, Resolver resolver, OnvifClient client, FeedSettings settings) {
    this.connections = connections;
    this.resolver = resolver;
    this.client = client;
    this.settings = settings;
    this.places = new Semaphore(settings.probesAtOnce());
  }

  /// Asks a camera whose web address was typed. A refused address is logged and never connected to.
  public StreamsFound find(Actor owner, NewCamera.Stream typed) {
    var begun = System.nanoTime();
    return switch (connections.check(owner, typed)) {
      case ConnectionCheck.Fine(var connection) -> find(begun, connection);
      case ConnectionCheck.Refused _ -> nothing(begun, ProbeAnswer.ADDRESS_NOT_ALLOWED);
    };
  }

  StreamsFound find(long begun, CameraConnection connection) {
    var answer = new CompletableFuture<StreamsFound>();
    try {
      if (!places.tryAcquire(left(begun), TimeUnit.NANOSECONDS)) {
        return nothing(begun, ProbeAnswer.DOES_NOT_ANSWER);
      }
      // Its own time ends it when nobody waits for it any more.
      Thread.ofVirtual()
          .name("stream-finder")
          .start(() -> {
            try {
              answer.complete(ask(connection));
            } catch (RuntimeException bug) {
              LOG.warn("A camera could not be asked for its streams", bug);
              answer.complete(new StreamsFound.Nothing(ProbeAnswer.DOES_NOT_ANSWER));
            } finally {
              places.release();
            }
          });
      return switch (answer.get(left(begun), TimeUnit.NANOSECONDS)) {
        case StreamsFound.Found found -> found;
        case StreamsFound.Nothing nothing -> evenly(begun, nothing);
      };
    } catch (TimeoutException tooLate) {
      return nothing(begun, ProbeAnswer.DOES_NOT_ANSWER);
    } catch (ExecutionException impossible) {
      throw new AssertionError("completed with a value only", impossible);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return nothing(begun, ProbeAnswer.DOES_NOT_ANSWER);
    }
  }

  private StreamsFound ask(CameraConnection connection) {
    try {
      return found(client.look(service(Pinning.pin(connection, resolver))));
    } catch (StreamLost lost) {
      return new StreamsFound.Nothing(
          Probe.answerTo(lost.problem()), lost.certificate().orElse(null));
    }
  }

  /// How many nanoseconds are left of the time that every refusal takes.
  private long left(long begun) {
    return begun + settings.probeTime().toNanos() - System.nanoTime();
  }

  /// How long the whole talk may take: as long as every refusal takes.
  static PullLimits limits(FeedSettings settings) {
    var usual = settings.limits();
    return new PullLimits(
        settings.probeTime().minus(Duration.ofMillis(500)),
        usual.silence(),
        usual.keyless(),
        usual.bitsPerSecond(),
        usual.pictureBytes());
  }

  private static Target service(Target typed) {
    var address = typed.address();
    return address.target().equals("/")
        ? new Target(
                new StreamAddress(address.scheme(), address.host(), address.port(), USUAL_PATH),
                typed.pinned(),
                typed.login())
            .showing(typed.certificate())
        : typed;
  }

  private static StreamsFound found(OnvifCamera camera) {
    var choices = new ArrayList<StreamsFound.Choice>();
    for (var profile : camera.profiles()) {
      var stream = profile.stream() == null ? profile.snapshot() : profile.stream();
      if (stream != null) {
        choices.add(
            new StreamsFound.Choice(
                profile.name(),
                profile.encoding(),
                profile.width(),
                profile.height(),
                stream.url()));
      }
    }
    if (choices.isEmpty()) {
      return new StreamsFound.Nothing(ProbeAnswer.NOT_A_VIDEO_STREAM);
    }
    return new StreamsFound.Found(
        camera.manufacturer(), camera.model(), camera.clockAhead(), choices);
  }

  private StreamsFound nothing(long begun, ProbeAnswer why) {
    return evenly(begun, new StreamsFound.Nothing(why));
  }

  private StreamsFound evenly(long begun, StreamsFound.Nothing nothing) {
    try {
      TimeUnit.NANOSECONDS.sleep(left(begun));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return nothing;
  }
}
