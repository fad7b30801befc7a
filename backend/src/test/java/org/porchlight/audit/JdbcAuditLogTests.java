package org.porchlight.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest
class JdbcAuditLogTests {

  @Autowired AuditLog log;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;

  static AuditEvent look(String camera) {
    return AuditEvent.of("camera.live.open", Outcome.ALLOW)
        .camera(camera)
        .purpose("INV-VEHICLE-THEFT")
        .basis("CONSENT:v7")
        .personal("act", UUID.randomUUID().toString())
        .personal("src", "198.51.100.7")
        .plain("mfa_age_s", 312)
        .plain("n", 0L);
  }

  @Test
  void entryIsRefusedOutsideATransaction() {
    assertThatThrownBy(() -> log.append(look("c1")))
        .isInstanceOf(IllegalTransactionStateException.class);
  }

  @Test
  void leafIsCanonicalJsonAndItsHashIsThatOfRfc6962() throws Exception {
    var entry = append(look("canonical")).entry();

    var leaf = leaf(entry);
    assertThat(new JsonCanonicalizer(leaf).getEncodedString()).isEqualTo(leaf);
    assertThat(leaf)
        .contains("\"ev\":\"camera.live.open\"", "\"cam_seq\":1", "\"v\":1", "\"n\":0")
        .doesNotContain("cam_prev", "198.51.100.7", "canonical");
    assertThat(hash(entry)).isEqualTo(rfc6962(leaf));
  }

  @Test
  void commitmentsOpenWithSaltAndValue() throws Exception {
    var entry = append(look("commitments")).entry();

    var leaf = leaf(entry);
    for (var field : List.of("act", "src", "cam")) {
      var salt = opening(entry, field, "salt", byte[].class);
      var value = opening(entry, field, "value", String.class);
      var sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(salt);
      var commitment = Base64.getEncoder().encodeToString(sha256.digest(value.getBytes(UTF_8)));
      assertThat(salt).hasSize(32);
      assertThat(leaf).contains("\"" + field + "\":\"" + commitment + "\"");
    }
  }

  @Test
  void eachEntryOfACameraNamesTheHashOfTheOneBefore() {
    var first = append(look("chain")).entry();
    append(look("another"));
    var second = append(look("chain")).entry();

    assertThat(leaf(second))
        .contains("\"cam_prev\":\"" + Base64.getEncoder().encodeToString(hash(first)) + "\"")
        .contains("\"cam_seq\":2");
  }

  @Test
  void entriesOfNewCamerasAreChainedAsOthersAre() {
    transaction.executeWithoutResult(_ -> {
      log.appendForNew(List.of(look("new a"), look("new b")));
      log.appendForNew(List.of(look("new a")));
    });
    append(look("new a"));

    assertThat(numbers("new a")).containsExactly(1L, 2L, 3L);
    assertThat(numbers("new b")).containsExactly(1L);
    var entries = entries("new a");
    for (var i = 1; i < entries.size(); i++) {
      assertThat(leaf(entries.get(i)))
          .contains(
              "\"cam_prev\":\""
                  + Base64.getEncoder().encodeToString(hash(entries.get(i - 1)))
                  + "\"");
    }
    assertThat(opening(entries.get(1), "cam", "value", String.class)).isEqualTo("new a");
  }

  @Test
  void aCameraThatOthersKnowIsNotNew() {
    append(look("known"));

    assertThatThrownBy(
            () -> transaction.executeWithoutResult(_ -> log.appendForNew(List.of(look("known")))))
        .isInstanceOf(DuplicateKeyException.class);
    assertThatThrownBy(() ->
            transaction.executeWithoutResult(
                _ -> log.appendForNew(List.of(AuditEvent.of("auth.login", Outcome.DONE)))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(numbers("known")).containsExactly(1L);
  }

  @Test
  void rollbackLeavesNoGapInACamerasNumbers() {
    append(look("rollback"));
    transaction.executeWithoutResult(undone -> {
      log.append(look("rollback"));
      undone.setRollbackOnly();
    });
    append(look("rollback"));

    assertThat(numbers("rollback")).containsExactly(1L, 2L);
  }

  @Test
  void manyAtOnceGetEachNumberOnce() throws Exception {
    var work = new ArrayList<Callable<RecordedAccess>>();
    for (int i = 0; i < 60; i++) {
      work.add(() -> append(look("busy")));
    }
    try (var threads = Executors.newFixedThreadPool(6)) {
      for (var done : threads.invokeAll(work)) {
        done.get();
      }
    }

    var expected = new ArrayList<Long>();
    for (long n = 1; n <= 60; n++) {
      expected.add(n);
    }
    assertThat(numbers("busy")).isEqualTo(expected);
  }

  @Test
  void hostileTextCannotKeepAnEntryOut() {
    var entry =
        append(
                AuditEvent.of("login.failed", Outcome.DENY)
                    .personal("q", "a\0b\uD800c'\"\\")
                    .plain("reason", "x\0\uDC00\u2028\"cam_seq\":0"))
            .entry();

    assertThat(opening(entry, "q", "value", String.class)).isEqualTo("a\uFFFDb\uFFFDc'\"\\");
    assertThat(leaf(entry)).contains("\uFFFD\uFFFD");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE audit.entry SET event = 'x.y'",
        "DELETE FROM audit.entry",
        "TRUNCATE audit.entry",
        "UPDATE audit.leaf SET entry = 0",
        "DELETE FROM audit.leaf",
        "UPDATE audit.tile SET level = 1",
        "DELETE FROM audit.tile",
        "UPDATE audit.tree SET floor = 0",
        "DELETE FROM audit.tree",
        "UPDATE audit.checkpoint SET note = ''",
        "DELETE FROM audit.checkpoint",
        "UPDATE audit.opening SET value = ''",
        "UPDATE audit.line SET camera = ''",
        "DROP TABLE audit.entry",
        "ALTER TABLE audit.entry DISABLE TRIGGER ALL",
        "CREATE OR REPLACE FUNCTION audit.append() RETURNS int LANGUAGE sql AS 'SELECT 1'"
      })
  void databaseRefusesTheApplicationToRewriteTheLog(String statement) {
    append(look("written"));

    assertThatThrownBy(() -> jdbc.sql(statement).update())
        .isInstanceOf(DataAccessException.class)
        .rootCause()
        .message()
        .matches("(?s).*(permission denied|must be owner).*");
  }

  @Test
  void openingsMayBeErased() {
    var entry = append(look("erased")).entry();

    var erased = jdbc.sql("DELETE FROM audit.opening WHERE entry = ?").param(entry).update();

    assertThat(erased).isEqualTo(3);
  }

  private RecordedAccess append(AuditEvent event) {
    return transaction.execute(status -> log.append(event));
  }

  private List<Long> entries(String camera) {
    return jdbc.sql(
            """
            SELECT e.entry FROM audit.entry e JOIN audit.line l USING (line)
            WHERE l.camera = ? ORDER BY e.entry
            """)
        .param(camera)
        .query(Long.class)
        .list();
  }

  private List<Long> numbers(String camera) {
    return jdbc.sql(
            """
            SELECT e.camera_seq FROM audit.entry e JOIN audit.line l USING (line)
            WHERE l.camera = ? ORDER BY e.entry
            """)
        .param(camera)
        .query(Long.class)
        .list();
  }

  private String leaf(long entry) {
    return new String(
        jdbc.sql("SELECT leaf FROM audit.entry WHERE entry = ?")
            .param(entry)
            .query(byte[].class)
            .single(),
        UTF_8);
  }

  private byte[] hash(long entry) {
    return jdbc.sql("SELECT hash FROM audit.entry WHERE entry = ?")
        .param(entry)
        .query(byte[].class)
        .single();
  }

  private <T> T opening(long entry, String field, String column, Class<T> type) {
    return jdbc.sql("SELECT %s FROM audit.opening WHERE entry = ? AND field = ?".formatted(column))
        .params(entry, field)
        .query(type)
        .single();
  }

  private static byte[] rfc6962(String leaf) throws Exception {
    var sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update((byte) 0);
    return sha256.digest(leaf.getBytes(UTF_8));
  }
}
