package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.porchlight.camerasim.CameraOptions;
import org.porchlight.camerasim.CameraSim;
import org.porchlight.camerasim.Scene;
import org.porchlight.registry.CameraConnection;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.Login;
import org.porchlight.registry.StreamAddress;

/// RTSP over TLS, by our own session: a simulated camera behind a door with a certificate.
class SecureRtspTests {

  @TempDir static Path folder;
  static KeyStore keys;

  final CameraForTests house = new CameraForTests();
  CameraSim sim;
  private TlsDoor door;

  @BeforeAll
  static void makeACertificate() throws Exception {
    keys = TlsDoor.certificateIn(folder);
  }

  @BeforeEach
  void start() throws Exception {
    sim = CameraSim.start(0);
    sim.add("door", Scene.HOUSE_FRONT.clip(), CameraOptions.plain().digest("owner", "right"));
    door = new TlsDoor(keys, sim.port());
  }

  @AfterEach
  void stop() throws IOException {
    door.close();
    sim.close();
  }

  @Test
  void aCameraWithAGoodCertificateIsPulled() throws Exception {
    var hold = pull("localhost", TlsDoor.trusting(keys));

    await().atMost(Duration.ofSeconds(10)).until(() -> pictures(hold) > 40);

    assertThat(hold.feed().health().gaps()).isZero();
    hold.close();
  }

  @Test
  void aPlayingCameraIsLetGoWithinAMoment() throws Exception {
    var hold = pull("localhost", TlsDoor.trusting(keys));
    await().atMost(Duration.ofSeconds(10)).until(() -> pictures(hold) > 5);

    hold.close();

    await().atMost(Duration.ofSeconds(3)).until(() -> sim.camera("door").counts().playing() == 0);
  }

  @Test
  void aCertificateForAnotherNameIsRefusedBeforeAnythingIsAsked() throws Exception {
    var hold = pull("127.0.0.1", TlsDoor.trusting(keys));

    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> hold.feed().problem() == StreamProblem.NO_ANSWER);
    assertThat(sim.camera("door").counts().describes()).isZero();
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
    var hold = pull("localhost", SSLContext.getDefault());

    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> hold.feed().problem() == StreamProblem.NO_ANSWER);
    assertThat(sim.camera("door").counts().describes()).isZero();
  }

  @Test
  void aCameraThatSpeaksNoTlsIsRefused() throws Exception {
    var hold = pull("localhost", sim.port(), TlsDoor.trusting(keys));

    await()
        .atMost(Duration.ofSeconds(6))
        .until(() -> hold.feed().problem() == StreamProblem.NO_ANSWER);
  }

  private Feeds.Hold pull(String host, SSLContext tls) {
    return pull(host, door.port(), tls);
  }

  private Feeds.Hold pull(String host, int port, SSLContext tls) {
    var settings = CameraForTests.quick();
    var feeds = house.feeds(settings, CameraForTests.source(settings, tls));
    feeds.start();
    var camera = CameraId.random();
    var address = new StreamAddress(StreamAddress.Scheme.RTSPS, host, port, "/door");
    house.connections.put(
        camera,
        new CameraConnection(address, new Login("owner", "right"), CameraForTests.LOOPBACK));
    return feeds.hold(camera);
  }

  private static int pictures(Feeds.Hold hold) {
    return hold.feed().recent(Duration.ofMinutes(1)).entries().size();
  }
}
