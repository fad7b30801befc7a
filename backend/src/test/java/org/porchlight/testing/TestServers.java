package org.porchlight.testing;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;

/// Which servers the tests of this JVM talk to. The same tests run on both.
///
/// Where Docker answers they are containers, else the servers inside the process. The environment
/// variable `PORCHLIGHT_TEST_SERVERS` says `embedded` or `containers` to those who want one of the
/// two.
enum TestServers {
  CONTAINERS("PostgreSQL and S3 in containers"),
  EMBEDDED("the embedded PostgreSQL and S3");

  private final String words;

  TestServers(String words) {
    this.words = words;
  }

  /// Decided once, and said once.
  static TestServers inUse() {
    return Chosen.SERVERS;
  }

  /// @param wish what the person who runs the tests asks for; null for whatever there is
  /// @param docker whether Docker answers; asked only if it matters
  static TestServers choose(@Nullable String wish, BooleanSupplier docker) {
    return switch (wish == null ? "" : wish) {
      case "" -> docker.getAsBoolean() ? CONTAINERS : EMBEDDED;
      case "embedded" -> EMBEDDED;
      case "containers" -> {
        // Whoever asks for containers does not want to hear later that there were none.
        if (!docker.getAsBoolean()) {
          throw new IllegalStateException(
              "PORCHLIGHT_TEST_SERVERS asks for containers, but Docker does not answer");
        }
        yield CONTAINERS;
      }
      case String other ->
          throw new IllegalStateException(
              "PORCHLIGHT_TEST_SERVERS is embedded or containers, not " + other);
    };
  }

  private static final class Chosen {

    static final TestServers SERVERS = say();

    private Chosen() {}

    private static TestServers say() {
      var servers =
          choose(
              System.getenv("PORCHLIGHT_TEST_SERVERS"),
              () -> DockerClientFactory.instance().isDockerAvailable());
      System.out.println("These tests run on " + servers.words + ".");
      return servers;
    }
  }
}
