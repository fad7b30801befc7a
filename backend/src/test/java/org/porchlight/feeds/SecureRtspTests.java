package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
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

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir static Path folder;
  static KeyStore keys;

  final CameraForTests house = new CameraForTests();
  CameraSim sim;
  private TlsDoor door;

  @BeforeAll
  static void makeACertificate() throws Exception {
    var file = folder.resolve("keys.p12");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var made =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "camera",
                "-keyalg",
                "EC",
                "-dname",
                "CN=camera",
                "-ext",
                "san=dns:localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .start();
    made.getInputStream().readAllBytes();
    assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
    keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
  }

  @BeforeEach
  void start() throws Exception {
    sim = CameraSim.start(0);
    sim.add("door", Scene.HOUSE_FRONT.clip(), CameraOptions.plain().digest("owner", "right"));
    door = new TlsDoor(sim.port());
  }

  @AfterEach
  void stop() throws IOException {
    door.close();
    sim.close();
  }

  @Test
  void aCameraWithAGoodCertificateIsPulled() throws Exception {
    var hold = pull("localhost", trusting());

    await().atMost(Duration.ofSeconds(10)).until(() -> pictures(hold) > 40);

    assertThat(hold.feed().health().gaps()).isZero();
    hold.close();
  }

  @Test
  void aPlayingCameraIsLetGoWithinAMoment() throws Exception {
    var hold = pull("localhost", trusting());
    await().atMost(Duration.ofSeconds(10)).until(() -> pictures(hold) > 5);

    hold.close();

    await().atMost(Duration.ofSeconds(3)).until(() -> sim.camera("door").counts().playing() == 0);
  }

  @Test
  void aCertificateForAnotherNameIsRefusedBeforeAnythingIsAsked() throws Exception {
    var hold = pull("127.0.0.1", trusting());

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
    var hold = pull("localhost", sim.port(), trusting());

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

  private static SSLContext trusting() throws Exception {
    var authority = KeyStore.getInstance("PKCS12");
    authority.load(null, null);
    authority.setCertificateEntry("camera", keys.getCertificate("camera"));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(authority);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /// Takes TLS off, and passes on what is in it.
  private static final class TlsDoor implements AutoCloseable {

    private final SSLServerSocket socket;
    private final int inner;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    TlsDoor(int inner) throws Exception {
      this.inner = inner;
      var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      own.init(keys, PASSWORD);
      var context = SSLContext.getInstance("TLS");
      context.init(own.getKeyManagers(), null, null);
      socket =
          (SSLServerSocket)
              context
                  .getServerSocketFactory()
                  .createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
      Thread.ofVirtual().start(this::accept);
    }

    int port() {
      return socket.getLocalPort();
    }

    private void accept() {
      try {
        while (true) {
          var outside = socket.accept();
          var inside = new Socket(InetAddress.ofLiteral("127.0.0.1"), inner);
          open.add(outside);
          open.add(inside);
          Thread.ofVirtual().start(() -> pass(outside, inside));
          Thread.ofVirtual().start(() -> pass(inside, outside));
        }
      } catch (IOException closed) {
        // The test is over.
      }
    }

    private static void pass(Socket from, Socket to) {
      try (from;
          to) {
        pass(from.getInputStream(), to.getOutputStream());
      } catch (IOException gone) {
        // Both ends end together.
      }
    }

    private static void pass(InputStream in, OutputStream out) throws IOException {
      var bytes = new byte[8192];
      for (var count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        out.write(bytes, 0, count);
        out.flush();
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
      for (var one : open) {
        one.close();
      }
    }
  }
}
