package org.porchlight.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// Gives every test context a database of its own on one real PostgreSQL per JVM, with the same two
/// roles as in production: the owner migrates, the application may only do what it was granted.
///
/// The server is a container where Docker answers, else one of Maven Central's binaries: see
/// [TestServers]. Registered in `META-INF/spring.factories`, so no test has to ask for it. Set the
/// environment variable `PORCHLIGHT_TEST_POSTGRES` to `jdbc:postgresql://host:port/` (user and
/// password `postgres`) to use a server that is already there, for example a container's.
public final class PostgresForTests
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final AtomicInteger DATABASES = new AtomicInteger();

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    if (context.getEnvironment().containsProperty("porchlight.testing.own-database")) {
      return;
    }
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("test-postgres", properties(newDatabase())));
  }

  /// Properties that connect an application to this database. The key of the audit log goes with
  /// the database, because beside the key lies the size that the log had when it was last signed.
  public static Map<String, Object> properties(String database) {
    return Map.of(
        "porchlight.audit.key-file", "target/audit/" + database + ".key",
        "spring.datasource.url", Server.URL + database,
        "spring.datasource.username", "porchlight_app",
        "spring.datasource.password", "porchlight_app",
        "spring.datasource.hikari.maximum-pool-size", "6",
        "spring.flyway.user", "porchlight_owner",
        "spring.flyway.password", "porchlight_owner",
        "spring.flyway.placeholders.appRole", "porchlight_app");
  }

  /// Makes an empty database and returns its name.
  public static String newDatabase() {
    var name = "test_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
    Server.sql("CREATE DATABASE " + name + " OWNER porchlight_owner");
    return name;
  }

  private static final class Server {

    static final String URL = start();

    private Server() {}

    private static String start() {
      var given = System.getenv("PORCHLIGHT_TEST_POSTGRES");
      var url = given != null ? given : startOne();
      for (var role : new String[] {"porchlight_owner", "porchlight_app"}) {
        sql(
            url,
            "DO $$ BEGIN CREATE ROLE %1$s LOGIN PASSWORD '%1$s'; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
                .formatted(role));
      }
      return url;
    }

    private static String startOne() {
      return switch (TestServers.inUse()) {
        case CONTAINERS -> container();
        case EMBEDDED -> embedded();
      };
    }

    // Testcontainers ends it together with this JVM.
    @SuppressWarnings("resource")
    private static String container() {
      var server =
          new PostgreSQLContainer("postgres:18-alpine")
              .withUsername("postgres")
              .withPassword("postgres")
              .withCommand("postgres", "-c", "max_connections=200", "-c", "fsync=off");
      server.start();
      return "jdbc:postgresql://%s:%d/"
          .formatted(server.getHost(), server.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT));
    }

    private static String embedded() {
      try {
        var server =
            EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("max_connections", "200")
                .setRegisterShutdownHook(false)
                .start();
        // After the applications that use it: each asks it something when it goes.
        SpringApplication.getShutdownHandlers().add(() -> close(server));
        return "jdbc:postgresql://localhost:" + server.getPort() + "/";
      } catch (IOException failed) {
        throw new UncheckedIOException("The embedded PostgreSQL does not start", failed);
      }
    }

    private static void close(EmbeddedPostgres server) {
      try {
        server.close();
      } catch (IOException failed) {
        throw new UncheckedIOException("The embedded PostgreSQL does not stop", failed);
      }
    }

    static void sql(String statement) {
      sql(URL, statement);
    }

    private static void sql(String url, String statement) {
      try (var connection =
              java.sql.DriverManager.getConnection(url + "postgres", "postgres", "postgres");
          var command = connection.createStatement()) {
        command.execute(statement);
      } catch (SQLException failed) {
        throw new IllegalStateException(statement, failed);
      }
    }
  }
}
