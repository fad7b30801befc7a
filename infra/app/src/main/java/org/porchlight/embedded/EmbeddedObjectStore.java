package org.porchlight.embedded;

import java.net.URI;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/// An S3-compatible store over a folder, reached by HTTP on the loopback address like any other. It
/// knows no object lock: `docs/guide/operate.md` says what that means for evidence.
final class EmbeddedObjectStore implements AutoCloseable {

  private static final String ACCESS_KEY = "porchlight";

  private final S3Proxy server;
  private final String secret;

  private EmbeddedObjectStore(S3Proxy server, String secret) {
    this.server = server;
    this.secret = secret;
  }

  static EmbeddedObjectStore start(DataFolder data) {
    var secret = data.secret("object-store");
    var server =
        S3Proxy.builder()
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, secret)
            .blobStore(new FilesystemNio2BlobStore(data.folder("objects").toString()))
            .ignoreUnknownHeaders(true)
            .jettyMaxThreads(16)
            .build();
    try {
      server.start();
    } catch (Exception failed) {
      throw new IllegalStateException("The embedded object store does not start", failed);
    }
    return new EmbeddedObjectStore(server, secret);
  }

  Map<String, Object> properties() {
    return Map.of(
        "porchlight.store.endpoint", "http://127.0.0.1:" + server.getPort(),
        "porchlight.store.access-key", ACCESS_KEY,
        "porchlight.store.secret-key", secret);
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception failed) {
      throw new IllegalStateException("The embedded object store does not stop", failed);
    }
  }
}
