package org.porchlight.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// A real PostgreSQL whose files lie in the data folder. It writes durably, asks for passwords, and
/// knows the same two roles as a production server: the owner migrates, the application may only do
/// what it was granted.
final class EmbeddedDatabase implements AutoCloseable {

  private static final String OWNER = "porchlight_owner";
  private static final String APPLICATION = "porchlight_app";

  private final EmbeddedPostgres server;
  private final DataFolder data;

  private EmbeddedDatabase(EmbeddedPostgres server, DataFolder data) {
    this.server = server;
    this.data = data;
  }

  /// Starts the server, or takes over one that an earlier, killed process left running on the same
  /// folder (it listens on the same port, which the folder remembers).
  static EmbeddedDatabase start(DataFolder data) {
    var folder = data.folder("postgres");
    var isNew = !Files.exists(folder.resolve("porchlight.ready"));
    var port = Integer.parseInt(data.remembered("postgres.port", EmbeddedDatabase::freePort));
    try {
      var server =
          EmbeddedPostgres.builder()
              .setDataDirectory(folder)
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setOverrideWorkingDirectory(data.folder("postgres-binaries").toFile())
              .setPort(port)
              .setPGStartupWait(Duration.ofSeconds(60))
              .setConnectConfig("password", data.secret("postgres-superuser"))
              // The library is made for tests and switches durability off; evidence needs it.
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("max_connections", "60")
              .setServerConfig("shared_buffers", "64MB")
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("unix_socket_directories", "")
              .start();
      var database = new EmbeddedDatabase(server, data);
      if (isNew) {
        database.prepare(folder);
      }
      return database;
    } catch (IOException | SQLException | IllegalStateException failed) {
      throw new IllegalStateException(
          "The embedded PostgreSQL in "
              + folder
              + " does not start on port "
              + port
              + ". As root it needs user namespaces (unshare); without them start Porchlight as"
              + " another user, or set spring.datasource.url to a PostgreSQL of your own.",
          failed);
    }
  }

  Map<String, Object> properties() {
    var properties = new LinkedHashMap<String, Object>();
    properties.put(
        "spring.datasource.url", "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/porchlight");
    properties.put("spring.datasource.username", APPLICATION);
    properties.put("spring.datasource.password", data.secret("postgres-application"));
    properties.put("spring.flyway.user", OWNER);
    properties.put("spring.flyway.password", data.secret("postgres-owner"));
    return properties;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void prepare(Path folder) throws SQLException, IOException {
    try (var connection = server.getPostgresDatabase().getConnection()) {
      run(connection, "ALTER ROLE postgres PASSWORD '" + data.secret("postgres-superuser") + "'");
      createRole(connection, OWNER, data.secret("postgres-owner"));
      createRole(connection, APPLICATION, data.secret("postgres-application"));
      if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = 'porchlight'")) {
        run(connection, "CREATE DATABASE porchlight OWNER " + OWNER);
        run(connection, "REVOKE ALL ON DATABASE porchlight FROM PUBLIC");
        run(connection, "GRANT CONNECT ON DATABASE porchlight TO " + APPLICATION);
      }
      Files.writeString(
          folder.resolve("pg_hba.conf"),
          """
          # Written by Porchlight: passwords only, from this machine only.
          host all all 127.0.0.1/32 scram-sha-256
          """);
      run(connection, "SELECT pg_reload_conf()");
    }
    // Last, so that a start that was killed half-way prepares again.
    Files.writeString(folder.resolve("porchlight.ready"), "");
  }

  private static void createRole(Connection connection, String role, String password)
      throws SQLException {
    if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'")) {
      run(connection, "CREATE ROLE " + role + " LOGIN");
    }
    run(connection, "ALTER ROLE " + role + " PASSWORD '" + password + "'");
  }

  private static boolean exists(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }

  private static void run(Connection connection, String command) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  private static String freePort() {
    try (var socket = new ServerSocket(0)) {
      return Integer.toString(socket.getLocalPort());
    } catch (IOException failed) {
      throw new UncheckedIOException("No free port on this machine", failed);
    }
  }
}
