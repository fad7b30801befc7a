package org.porchlight.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.porchlight.Compose;
import org.porchlight.journeys.RunningPorchlight;

/// The same program on servers that others run, with nothing but the environment of
/// `infra/compose`: only the addresses are this machine's.
class ExternalServersTests {

  @TempDir Path folder;

  @Test
  void theEnvironmentOfComposeIsAllThatItTakes() throws Exception {
    var variables = Compose.example();
    try (var postgres = EmbeddedPostgres.builder().start()) {
      makeDatabase(postgres, variables);
      var store = store(variables);
      try {
        var environment = Compose.environment(variables);
        environment.replace("PORCHLIGHT_DATA", folder.resolve("data").toString());
        environment.computeIfPresent(
            "SPRING_DATASOURCE_URL",
            (_, url) -> url.replace("database:5432", "localhost:" + postgres.getPort()));
        environment.replace("PORCHLIGHT_STORE_ENDPOINT", "http://127.0.0.1:" + store.getPort());
        environment.replace("PORCHLIGHT_OPENID_ISSUER", DepartmentProvider.RUNNING.issuer());
        start(environment);
        assertThat(tablesOf(postgres, variables)).isPositive();
      } finally {
        store.stop();
      }
    }
  }

  private void start(Map<String, String> environment) throws Exception {
    var data = Files.createDirectories(folder.resolve("data"));
    var port = RunningPorchlight.freePort();
    try (var house = RunningPorchlight.startFromClasses(data, port, environment)) {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> house.get("/actuator/health/readiness").statusCode() == 200);
      // Nothing embedded beside it.
      assertThat(data.resolve("postgres")).doesNotExist();
      assertThat(data.resolve("objects")).doesNotExist();
      // The store was asked for a place for clips.
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(folder.resolve("store")).isNotEmptyDirectory());
      // The first administrator is who the settings say, at the address the settings say.
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() ->
              assertThat(house.log())
                  .contains(
                      environment.get("PORCHLIGHT_IDENTITY_FIRST_ADMINISTRATOR_EMAIL"),
                      environment.get("PORCHLIGHT_ADDRESS") + "/password/"));
      var browser = new Browser(port);
      assertThat(browser.open("/login").body()).contains("Sign in with Department account");
      browser.open("/login/with/department");
      assertThat(browser.location()).startsWith(environment.get("PORCHLIGHT_OPENID_ISSUER"));
    }
  }

  /// Says to this server what `database.sh` says to the container's.
  private static void makeDatabase(EmbeddedPostgres postgres, Map<String, String> variables)
      throws Exception {
    var script = Files.readString(Compose.FOLDER.resolve("database.sh"));
    var sql =
        script
            .substring(script.indexOf("<<SQL") + "<<SQL".length(), script.lastIndexOf("SQL"))
            .replace("$OWNER_PASSWORD", variables.get("POSTGRES_OWNER_PASSWORD"))
            .replace("$APPLICATION_PASSWORD", variables.get("POSTGRES_APPLICATION_PASSWORD"));
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      for (var command : sql.split(";", -1)) {
        if (!command.isBlank()) {
          statement.execute(command);
        }
      }
    }
  }

  private S3Proxy store(Map<String, String> variables) throws Exception {
    var objects = Files.createDirectories(folder.resolve("store"));
    var store =
        S3Proxy.builder()
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(
                AuthenticationType.AWS_V4,
                variables.get("STORE_ACCESS_KEY"),
                variables.get("STORE_SECRET_KEY"))
            .blobStore(new FilesystemNio2BlobStore(objects.toString()))
            .ignoreUnknownHeaders(true)
            .build();
    store.start();
    return store;
  }

  /// As the application's role, which owns none of them.
  private static int tablesOf(EmbeddedPostgres postgres, Map<String, String> variables)
      throws Exception {
    try (var connection =
            DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + postgres.getPort() + "/porchlight",
                "porchlight_app",
                variables.get("POSTGRES_APPLICATION_PASSWORD"));
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT count(*) FROM pg_tables WHERE tableowner = 'porchlight_owner'")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
