package org.porchlight.feeds;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.pull.push.PushDoor;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.StreamAddress.Scheme;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/// Where cameras behind routers dial in, and which of them are here. Listens where the settings
/// say, and nowhere without them.
@Service
public class Arrivals implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);

  private final PublishSettings settings;
  private final PushDoor door;
  private final ExpectedCameras expected;
  private final ObjectProvider<SslBundles> certificates;
  private volatile boolean started;
  private volatile @Nullable Integer port;
  private volatile @Nullable Integer tlsPort;

  Arrivals(
      PublishSettings settings,
      PushDoor door,
      ExpectedCameras expected,
      ObjectProvider<SslBundles> certificates) {
    this.expected = expected;
    this.settings = settings;
    this.door = door;
    this.certificates = certificates;
  }

  /// Whether cameras can dial in here at all.
  public boolean isOpen() {
    return port != null || tlsPort != null;
  }

  /// What is typed into the camera with this path, what is encrypted first.
  public List<DialInAddress> addressesOf(String path) {
    var addresses = new ArrayList<DialInAddress>();
    var secure = tlsPort;
    if (secure != null) {
      addresses.add(new DialInAddress(url(Scheme.RTSPS, secure, path), true));
    }
    var plain = port;
    if (plain != null) {
      addresses.add(new DialInAddress(url(Scheme.RTSP, plain, path), false));
    }
    return List.copyOf(addresses);
  }

  /// Whether a camera is here now.
  public Optional<Arrival> of(CameraId camera) {
    return door.presence(camera)
        .map(found ->
            new Arrival(
                found.since(), found.from().getHostAddress(), found.secure(), found.taken()));
  }

  /// Who was sent away who said to be this camera, the last one first. Known to this process only,
  /// and since it began.
  List<SentAway> sentAway(CameraId camera) {
    return expected.sentAway(camera);
  }

  private String url(Scheme scheme, int at, String path) {
    var name = scheme.name().toLowerCase(Locale.ROOT);
    var host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
    return name + "://" + host + ":" + at + "/" + path;
  }

  /// @throws IllegalStateException if a port is taken, or there is no such certificate
  @Override
  public void start() {
    started = true;
    try {
      if (settings.port() != null) {
        port = door.listen(new InetSocketAddress(settings.bind(), settings.port()), null);
        LOG.info("Cameras may dial in by RTSP at port {}", port);
      }
      if (settings.tlsPort() != null && settings.tlsBundle() != null) {
        var bundles = certificates.getObject();
        // A certificate that can not be used is told now, not to the first camera.
        var certificate = new Certificate(bundles, settings.tlsBundle());
        var at = new InetSocketAddress(settings.bind(), settings.tlsPort());
        tlsPort = door.listen(at, certificate::context);
        LOG.info("Cameras may dial in by RTSPS at port {}", tlsPort);
      }
    } catch (IOException taken) {
      throw new IllegalStateException(
          "nothing can be listened for at porchlight.feeds.publish.port or tls-port", taken);
    }
  }

  @Override
  public void stop() {
    started = false;
    port = null;
    tlsPort = null;
    door.close();
  }

  @Override
  public boolean isRunning() {
    return started;
  }

  /// Changes are heard of at once; this is for those that were missed.
  @Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT30S")
  void lookAgain() {
    door.recheckAll();
  }
}
