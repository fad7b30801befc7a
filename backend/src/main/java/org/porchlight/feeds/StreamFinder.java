package org.porchlight.feeds;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
import org.springframework.stereotype.Service;

/// "Find the stream": asks a camera by ONVIF where its streams are, for owners who do not know. As
/// in [Probe], every refusal takes the same time, and is one of the five messages. A password is
/// tried once.
///
/// Blocks for up to some ten seconds: not for a thread that serves others.
@Service
public class StreamFinder {

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
    try {
      if (!places.tryAcquire(settings.probeTime().toMillis(), TimeUnit.MILLISECONDS)) {
        return nothing(begun, ProbeAnswer.DOES_NOT_ANSWER);
      }
      try {
        return found(client.look(service(Pinning.pin(connection, resolver))));
      } finally {
        places.release();
      }
    } catch (StreamLost lost) {
      return nothing(begun, Probe.answerTo(lost.problem()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return nothing(begun, ProbeAnswer.DOES_NOT_ANSWER);
    }
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
    return new StreamsFound.Found(
        camera.manufacturer(), camera.model(), camera.clockAhead(), choices);
  }

  private StreamsFound nothing(long begun, ProbeAnswer why) {
    try {
      TimeUnit.NANOSECONDS.sleep(begun + settings.probeTime().toNanos() - System.nanoTime());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return new StreamsFound.Nothing(why);
  }
}
