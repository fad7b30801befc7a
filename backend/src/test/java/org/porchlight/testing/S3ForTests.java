package org.porchlight.testing;

import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.testcontainers.containers.MinIOContainer;

/// A real S3 server in the process, over a temporary folder: signatures are checked, and what is
/// read comes over HTTP.
///
/// Registered in `META-INF/spring.factories`, so every test context has a store: a container where
/// Docker answers, else this one, see [TestServers]. A test that wants one that fails starts its
/// own, which is always this one. Set the environment variables `PORCHLIGHT_TEST_S3`,
/// `PORCHLIGHT_TEST_S3_KEY` and `PORCHLIGHT_TEST_S3_SECRET` to use a server that is already there,
/// for example a container's.
public final class S3ForTests
    implements ApplicationContextInitializer<ConfigurableApplicationContext>, AutoCloseable {

  private static final String KEY = "porchlight-test";
  private static final String SECRET = "porchlight-test-secret";

  private final Path folder;
  private int port;
  private S3Proxy server;

  public S3ForTests() {
    try {
      this.folder = Files.createTempDirectory("s3-");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// A server of one's own.
  public static S3ForTests start() {
    var own = new S3ForTests();
    own.open();
    return own;
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("test-store", Shared.PROPERTIES));
  }

  /// Properties that connect an application to this server.
  public Map<String, Object> properties() {
    return Map.of(
        "porchlight.store.endpoint", endpoint(),
        "porchlight.store.access-key", KEY,
        "porchlight.store.secret-key", SECRET);
  }

  public String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  public String accessKey() {
    return KEY;
  }

  public String secretKey() {
    return SECRET;
  }

  /// Names of all objects in a bucket.
  public List<String> objects(String bucket) {
    var minio = MinioClient.builder().endpoint(endpoint()).credentials(KEY, SECRET).build();
    var names = new ArrayList<String>();
    try {
      for (var found :
          minio.listObjects(ListObjectsArgs.builder().bucket(bucket).recursive(true).build())) {
        names.add(found.get().objectName());
      }
    } catch (MinioException failed) {
      throw new IllegalStateException("The bucket cannot be listed", failed);
    }
    return names;
  }

  /// Where the objects lie, to look at and to damage.
  public Path folder() {
    return folder;
  }

  /// Opens, or opens again on the same port with the same objects.
  public void open() {
    server =
        S3Proxy.builder()
            .endpoint(URI.create("http://127.0.0.1:" + port))
            .awsAuthentication(AuthenticationType.AWS_V4, KEY, SECRET)
            .blobStore(new FilesystemNio2BlobStore(folder.toString()))
            .ignoreUnknownHeaders(true)
            .jettyMaxThreads(16)
            .build();
    try {
      server.start();
    } catch (Exception failed) {
      throw new IllegalStateException("The S3 server for tests does not start", failed);
    }
    port = server.getPort();
  }

  /// Is gone, as a store that is down.
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception failed) {
      throw new IllegalStateException("The S3 server for tests does not stop", failed);
    }
  }

  private static final class Shared {

    static final Map<String, Object> PROPERTIES = properties();

    private Shared() {}

    private static Map<String, Object> properties() {
      var given = System.getenv("PORCHLIGHT_TEST_S3");
      if (given != null) {
        return Map.of(
            "porchlight.store.endpoint", given,
            "porchlight.store.access-key", System.getenv("PORCHLIGHT_TEST_S3_KEY"),
            "porchlight.store.secret-key", System.getenv("PORCHLIGHT_TEST_S3_SECRET"));
      }
      return switch (TestServers.inUse()) {
        case CONTAINERS -> container();
        case EMBEDDED -> start().properties();
      };
    }

    // Testcontainers ends it together with this JVM.
    @SuppressWarnings("resource")
    private static Map<String, Object> container() {
      var server =
          new MinIOContainer("minio/minio:RELEASE.2025-04-22T22-12-26Z")
              .withUserName(KEY)
              .withPassword(SECRET);
      server.start();
      return Map.of(
          "porchlight.store.endpoint", server.getS3URL(),
          "porchlight.store.access-key", KEY,
          "porchlight.store.secret-key", SECRET);
    }
  }
}
