package org.porchlight.audit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.porchlight.testing.PostgresForTests;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/// A log in a database of its own, put together by hand, so that a test says itself when it is
/// sequenced and signed. Several of these on one database are several nodes.
final class LogForTests {

  static final String ORIGIN = "log.test/audit";

  final String url;
  final Path keyFile;
  final DataSource database;
  final JdbcClient jdbc;
  final DataSourceTransactionManager transactions;
  final TransactionTemplate transaction;
  final AuditSettings settings;
  final JdbcAuditLog log;
  final JdbcTree tree;
  final Sequencer sequencer;
  final CheckpointSigner signer;
  final SignedLog published;
  final JdbcAuditTrail trail;

  LogForTests(String url, Path keyFile, int batch) {
    this.url = url;
    this.keyFile = keyFile;
    this.database = pool(url);
    this.jdbc = JdbcClient.create(database);
    this.transactions = new DataSourceTransactionManager(database);
    this.transaction = new TransactionTemplate(transactions);
    var clock = Clock.systemUTC();
    this.settings =
        new AuditSettings(
            keyFile, true, ORIGIN, Duration.ofSeconds(1), Duration.ofSeconds(5), 1_000, batch);
    this.log = new JdbcAuditLog(jdbc, clock);
    this.tree = new JdbcTree(jdbc);
    this.sequencer = new Sequencer(tree, transactions, clock, settings);
    this.signer = new CheckpointSigner(tree, transactions, clock, settings);
    this.published = new SignedLog(tree, signer);
    this.trail = new JdbcAuditTrail(jdbc);
  }

  /// Gives back its connections when it is left alone.
  private static DataSource pool(String url) {
    var settings = new HikariConfig();
    settings.setJdbcUrl(url);
    settings.setUsername("porchlight_app");
    settings.setPassword("porchlight_app");
    settings.setMaximumPoolSize(8);
    settings.setMinimumIdle(0);
    settings.setIdleTimeout(10_000);
    return new HikariDataSource(settings);
  }

  /// An empty log in a new database.
  static LogForTests fresh(Path keyFile) {
    return fresh(keyFile, 1_000);
  }

  static LogForTests fresh(Path keyFile, int batch) {
    var database = PostgresForTests.newDatabase();
    var url = (String) PostgresForTests.properties(database).get("spring.datasource.url");
    Flyway.configure()
        .dataSource(url, "porchlight_owner", "porchlight_owner")
        .locations("classpath:db/migration/audit")
        .placeholders(Map.of("appRole", "porchlight_app"))
        .load()
        .migrate();
    return new LogForTests(url, keyFile, batch);
  }

  /// The loop of an application, not yet started.
  SequencerLoop loop() {
    return new SequencerLoop(log, transactions, sequencer, signer, settings);
  }

  /// Another node on the same database, with the same key.
  LogForTests anotherNode() {
    return new LogForTests(url, keyFile, 1_000);
  }

  RecordedAccess append(AuditEvent event) {
    return transaction.execute(_ -> log.append(event));
  }

  RecordedAccess append(String camera) {
    return append(look(camera));
  }

  void append(int entries, String camera) {
    for (int i = 0; i < entries; i++) {
      append(camera);
    }
  }

  static AuditEvent look(String camera) {
    return AuditEvent.of("camera.live.open", Outcome.ALLOW)
        .camera(camera)
        .purpose("INV-VEHICLE-THEFT")
        .basis("CONSENT:v7")
        .personal("act", "6f1f6fb5-7a0b-4a56-9d3e-3d7d8b9b1f10")
        .personal("src", "198.51.100.7")
        .plain("mfa_age_s", 312)
        .plain("n", 0);
  }

  void sequence() {
    while (sequencer.sequence().more()) {}
  }

  void sequenceAndSign() {
    sequence();
    signer.sign();
  }

  /// A connection on which a test holds transactions open.
  Connection connection() throws SQLException {
    var connection = database.getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  /// An application's log on that connection.
  static JdbcAuditLog on(Connection connection) {
    var single = new SingleConnectionDataSource(connection, true);
    return new JdbcAuditLog(JdbcClient.create(single), Clock.systemUTC());
  }

  void asOwner(String statement) {
    JdbcClient.create(new DriverManagerDataSource(url, "porchlight_owner", "porchlight_owner"))
        .sql(statement)
        .update();
  }
}
