package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.porchlight.feeds.pull.Trust;
import org.porchlight.registry.CertificatePin;

/// Takes TLS off, and passes on what is in it.
final class TlsDoor implements AutoCloseable {

  private static final char[] PASSWORD = "changeit".toCharArray();

  private final SSLServerSocket socket;
  private final int inner;
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  TlsDoor(KeyStore keys, int inner) throws Exception {
    this(keys, inner, 0);
  }

  TlsDoor(KeyStore keys, int inner, int outer) throws Exception {
    this.inner = inner;
    var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    var context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), null, null);
    socket =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(outer, 50, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofVirtual().start(this::accept);
  }

  /// A key and a certificate for `localhost` that nobody vouches for.
  static KeyStore certificateIn(Path folder) throws Exception {
    return certificateIn(folder, "keys.p12");
  }

  static KeyStore certificateIn(Path folder, String name) throws Exception {
    var file = folder.resolve(name);
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
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  /// Believes this certificate and no other.
  static Trust trusting(KeyStore keys) throws Exception {
    var authority = KeyStore.getInstance("PKCS12");
    authority.load(null, null);
    authority.setCertificateEntry("camera", keys.getCertificate("camera"));
    return Trust.authorities(authority);
  }

  /// Its fingerprint.
  static CertificatePin pin(KeyStore keys) throws Exception {
    return CertificatePin.of((X509Certificate) keys.getCertificate("camera"));
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
