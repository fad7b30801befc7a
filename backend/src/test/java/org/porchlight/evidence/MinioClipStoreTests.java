package org.porchlight.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.porchlight.testing.S3ForTests;
import org.springframework.util.unit.DataSize;

/// Whatever is wrong with the store, whoever asks it hears one clear refusal, and nothing is there
/// in part.
class MinioClipStoreTests {

  static final String KEY = "clips/one.mp4";
  static S3ForTests s3;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    s3 = S3ForTests.start();
  }

  @AfterAll
  static void close() {
    s3.close();
  }

  @Test
  void aStoreThatIsDownIsARefusalWhateverIsAsked() throws IOException {
    var nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    nobody.close();

    assertRefusesEverything("http://127.0.0.1:" + nobody.getLocalPort());
  }

  @Test
  void aStoreThatTakesACallAndIsSilentIsARefusalToo() throws IOException {
    try (var silent = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
      assertRefusesEverything("http://127.0.0.1:" + silent.getLocalPort());
    }
  }

  @Test
  void aStoreThatIsFullIsARefusal() throws IOException {
    var full = answering(507, "XMinioStorageFull");
    try {
      assertRefusesEverything(endpoint(full));
    } finally {
      full.stop(0);
    }
  }

  @Test
  void aStoreThatMakesNoSenseIsARefusal() throws IOException {
    var odd = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    odd.createContext("/", exchange -> answer(exchange, 502, "text/html", "<html>Bad gateway"));
    odd.start();
    try {
      assertRefusesEverything(endpoint(odd));
    } finally {
      odd.stop(0);
    }
  }

  @Test
  void whatWasCutOffOnItsWayIsNotThereInPartAndGoesInWhole() throws IOException {
    var clip = clip(12_000_000);
    var store = store(s3.endpoint());
    store.prepare();

    try (var relay = new Relay(s3.endpoint(), 7_000_000)) {
      assertRefuses(() -> store(relay.endpoint()).put(KEY, clip));
    }
    assertThatIOException().isThrownBy(() -> store.read(KEY, 0, 1).close());

    store.put(KEY, clip);
    assertThat(bytes(store, Files.size(clip))).isEqualTo(Files.readAllBytes(clip));
    store.delete(KEY);
  }

  @Test
  void whatCouldNotBeDeletedIsStillThereAndIsDeletedLater() throws IOException {
    var clip = clip(1_000);
    var store = store(s3.endpoint());
    store.put(KEY, clip);

    s3.close();
    try {
      assertRefuses(() -> store.delete(KEY));
    } finally {
      s3.open();
    }

    assertThat(bytes(store, 1_000)).isEqualTo(Files.readAllBytes(clip));
    store.delete(KEY);
    store.delete(KEY);
    assertThatIOException().isThrownBy(() -> store.read(KEY, 0, 1).close());
  }

  private void assertRefusesEverything(String endpoint) throws IOException {
    var clip = clip(1_000);
    var store = store(endpoint);
    assertRefuses(store::prepare);
    assertRefuses(() -> store.put(KEY, clip));
    assertRefuses(() -> store.delete(KEY));
    assertRefuses(() -> store.read(KEY, 0, 1_000).close());
    assertThat(clip).exists();
  }

  private static void assertRefuses(ThrowingCallable request) {
    assertThatIOException().isThrownBy(request).withMessageStartingWith("The store ");
  }

  private Path clip(int bytes) throws IOException {
    var content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return Files.write(folder.resolve("clip.mp4"), content);
  }

  private static byte[] bytes(ClipStore store, long length) throws IOException {
    try (var in = store.read(KEY, 0, length)) {
      return in.readAllBytes();
    }
  }

  private static HttpServer answering(int status, String code) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var error =
        "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>no</Message></Error>"
            .formatted(code);
    server.createContext("/", exchange -> answer(exchange, status, "application/xml", error));
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    try (exchange) {
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      exchange.getResponseHeaders().set("Content-Type", type);
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      var body = text.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static String endpoint(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private MinioClipStore store(String endpoint) {
    return new MinioClipStore(
        new StoreSettings(
            endpoint,
            "store-test",
            s3.accessKey(),
            s3.secretKey(),
            "us-east-1",
            folder,
            DataSize.ofBytes(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            Duration.ofMillis(200),
            Duration.ofMillis(500)));
  }

  /// Passes on what it is sent to a server, and is gone after so many bytes.
  private static final class Relay implements AutoCloseable {

    private final ServerSocket door = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    private final int port;
    private int left;

    Relay(String endpoint, int most) throws IOException {
      this.port = Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
      this.left = most;
      Thread.ofVirtual().start(this::listen);
    }

    String endpoint() {
      return "http://127.0.0.1:" + door.getLocalPort();
    }

    private void listen() {
      try {
        while (true) {
          var caller = door.accept();
          var server = new Socket(InetAddress.getLoopbackAddress(), port);
          Thread.ofVirtual().start(() -> pass(caller, server, true));
          Thread.ofVirtual().start(() -> pass(server, caller, false));
        }
      } catch (IOException closed) {
        // Nobody else gets in.
      }
    }

    private void pass(Socket from, Socket to, boolean counted) {
      var piece = new byte[16_384];
      try (from;
          to;
          InputStream in = from.getInputStream()) {
        for (var read = in.read(piece); read >= 0; read = in.read(piece)) {
          if (counted && spent(read)) {
            close();
            return;
          }
          to.getOutputStream().write(Arrays.copyOf(piece, read));
        }
      } catch (IOException gone) {
        // One side hung up; so does the other.
      }
    }

    private synchronized boolean spent(int bytes) {
      left -= bytes;
      return left < 0;
    }

    @Override
    public void close() throws IOException {
      door.close();
    }
  }
}
