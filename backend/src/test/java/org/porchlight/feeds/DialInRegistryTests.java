package org.porchlight.feeds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.consent.Level;
import org.porchlight.consent.Sharing;
import org.porchlight.consent.Terms;
import org.porchlight.feeds.pull.push.PushDoor;
import org.porchlight.identity.Actor;
import org.porchlight.kernel.SealedBox;
import org.porchlight.registry.CameraConnections;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.CameraNotFound;
import org.porchlight.registry.DialInAnswer;
import org.porchlight.registry.DialInAnswer.Issued;
import org.porchlight.registry.DialIns;
import org.porchlight.registry.NewCamera.Stream;
import org.porchlight.registry.OwnerCameras;
import org.porchlight.testing.Town;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Paths and passwords of cameras that dial in, as they are stored, changed and written down, with
/// somebody at the door who shows them.
@SpringBootTest
class DialInRegistryTests {

  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  @Autowired BeanFactory beans;
  @Autowired DialIns dialIns;
  @Autowired PushDoor door;
  @Autowired Arrivals arrivals;
  @Autowired CameraConnections connections;
  @Autowired OwnerCameras cameras;
  @Autowired Sharing sharing;
  @Autowired JdbcClient jdbc;

  private Town town;
  private Actor owner;
  private CameraId camera;
  private int port;

  @BeforeEach
  void registerCamera() throws IOException {
    town = new Town(beans);
    owner = town.owner();
    camera = town.proved(owner, town.center, Level.DURING_INCIDENTS);
    port = door.listen(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), null);
  }

  @Test
  void pathAndPasswordAreMadeAndThePasswordIsShownOnce() throws IOException {
    var issued = issue(camera);

    assertThat(issued.path()).matches("[a-z0-9]{16}");
    assertThat(issued.password()).matches("[a-z0-9]{20}");
    assertThat(issued).hasToString("Issued[redacted]");
    assertThat(dialIns.pathOf(owner, camera)).contains(issued.path());
    assertThat(dialIns.dialsIn(camera)).isTrue();
    assertThat(dialIns.of(owner)).containsExactly(camera);
    assertThat(cameras.find(owner, camera).orElseThrow().connected()).isTrue();
    assertThat(connections.connect(camera)).isEmpty();
    try (var caller = new Caller(port)) {
      caller.publish(issued.path(), issued.password());
      await().atMost(LONG).until(() -> door.presence(camera).isPresent());
    }
    assertThat(events()).contains("camera.dial_in.issued");
  }

  @Test
  void noTableHoldsAKeyThatAnythingCouldBeOpenedWith() throws GeneralSecurityException {
    var issued = issue(camera);

    var secret = "camera:Porchlight:" + issued.password();
    var hex = HexFormat.of();
    var tables =
        jdbc.sql(
                """
                SELECT format('%I.%I', table_schema, table_name)
                  FROM information_schema.tables
                 WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
                   AND has_table_privilege(
                         format('%I.%I', table_schema, table_name), 'SELECT')
                """)
            .query(String.class)
            .list();
    assertThat(tables).contains("registry.connection", "audit.entry", "audit.opening");
    for (var table : tables) {
      var dump =
          jdbc.sql("SELECT coalesce(string_agg(row_to_json(t)::text, ''), '') FROM " + table + " t")
              .query(String.class)
              .single();
      var digests =
          List.of(
              MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8)),
              MessageDigest.getInstance("MD5").digest(secret.getBytes(UTF_8)),
              issued.password().getBytes(UTF_8));
      assertThat(dump).as(table).doesNotContain(issued.password());
      for (var digest : digests) {
        assertThat(dump)
            .as(table)
            .doesNotContain(hex.formatHex(digest), Base64.getEncoder().encodeToString(digest));
      }
    }
  }

  @Test
  void renewingKillsTheOldKeyAtOnceAndEndsWhatItBegan() throws IOException {
    var old = issue(camera);
    try (var caller = new Caller(port)) {
      caller.publish(old.path(), old.password());
      await().atMost(LONG).until(() -> door.presence(camera).isPresent());

      var renewed = issue(camera);

      assertThat(caller.isEnded((int) AT_ONCE.toMillis())).isTrue();
      await().atMost(AT_ONCE).until(() -> door.presence(camera).isEmpty());
      assertThat(renewed.path()).isNotEqualTo(old.path());
      assertThat(renewed.password()).isNotEqualTo(old.password());
      assertThat(dialIns.at(old.path())).isEmpty();
      assertThat(answerTo(old.path(), old.password())).isEqualTo(401);
      assertThat(answerTo(renewed.path(), old.password())).isEqualTo(401);
      assertThat(answerTo(renewed.path(), renewed.password())).isEqualTo(200);
    }
    assertThat(events())
        .filteredOn("camera.dial_in.issued"::equals)
        .as("made and renewed")
        .hasSize(2);
  }

  @Test
  void removingItEndsTheSessionAndIsWrittenDown() throws IOException {
    var issued = issue(camera);
    try (var caller = new Caller(port)) {
      caller.publish(issued.path(), issued.password());
      await().atMost(LONG).until(() -> door.presence(camera).isPresent());

      connections.forget(owner, camera);

      assertThat(caller.isEnded((int) AT_ONCE.toMillis())).isTrue();
    }
    assertThat(answerTo(issued.path(), issued.password())).isEqualTo(401);
    assertThat(dialIns.pathOf(owner, camera)).isEmpty();
    assertThat(cameras.find(owner, camera).orElseThrow().connected()).isFalse();
    assertThat(events()).contains("camera.connection.forgotten");
  }

  @Test
  void deletingTheCameraEndsTheSession() throws IOException {
    var issued = issue(camera);
    try (var caller = new Caller(port)) {
      caller.publish(issued.path(), issued.password());
      await().atMost(LONG).until(() -> door.presence(camera).isPresent());

      cameras.delete(owner, camera);

      assertThat(caller.isEnded((int) AT_ONCE.toMillis())).isTrue();
    }
    assertThat(dialIns.at(issued.path())).isEmpty();
  }

  @Test
  void switchingItOffEndsTheSessionAndTheNextIsSentAway() throws IOException {
    var issued = issue(camera);
    try (var caller = new Caller(port)) {
      caller.publish(issued.path(), issued.password());
      await().atMost(LONG).until(() -> door.presence(camera).isPresent());

      sharing.off(owner, camera);

      assertThat(caller.isEnded((int) AT_ONCE.toMillis())).isTrue();
    }
    assertThat(answerTo(issued.path(), issued.password())).isEqualTo(403);
    await().atMost(LONG).until(() -> reasons().contains("SWITCHED_OFF"));
  }

  @Test
  void wrongPasswordsCloseThePathToWrongOnesAndBothAreWrittenDownOnce() throws IOException {
    var issued = issue(camera);
    for (var i = 0; i < 5; i++) {
      assertThat(answerTo(issued.path(), "wrong")).isEqualTo(401);
    }

    assertThat(answerTo(issued.path(), "wrong")).isEqualTo(403);
    await().atMost(LONG).until(() -> reasons().contains("LOCKED"));
    assertThat(reasons()).containsExactlyInAnyOrder("WRONG_PASSWORD", "LOCKED");
    assertThat(answerTo(issued.path(), issued.password())).isEqualTo(200);

    assertThat(arrivals.sentAway(camera))
        .extracting(SentAway::why, SentAway::from, SentAway::times)
        .containsExactly(
            tuple(SentAway.Why.LOCKED, "127.0.0.1", 1),
            tuple(SentAway.Why.WRONG_PASSWORD, "127.0.0.1", 5));

    // A renewed path is another one.
    var renewed = issue(camera);
    assertThat(answerTo(renewed.path(), "wrong")).isEqualTo(401);
    assertThat(answerTo(renewed.path(), renewed.password())).isEqualTo(200);
  }

  @Test
  void somebodyElsesCameraIsRefusedAsIfItWereNotThere() {
    var other = town.owner();

    assertThatExceptionOfType(CameraNotFound.class).isThrownBy(() -> dialIns.issue(other, camera));
    assertThatExceptionOfType(CameraNotFound.class)
        .isThrownBy(() -> dialIns.issue(town.owner(), CameraId.random()));
    issue(camera);

    assertThat(dialIns.pathOf(other, camera)).isEmpty();
    assertThat(dialIns.of(other)).isEmpty();
    assertThatExceptionOfType(CameraNotFound.class).isThrownBy(() -> dialIns.issue(other, camera));
  }

  @Test
  void cameraThatIsOnlyRegisteredGetsNoneAndLoweringTakesIt() {
    var issued = issue(camera);

    sharing.give(owner, camera, Terms.usual(Level.REGISTERED, "en"));

    assertThat(dialIns.at(issued.path())).isEmpty();
    assertThat(dialIns.issue(owner, camera))
        .isInstanceOfSatisfying(
            DialInAnswer.Refused.class,
            refused ->
                assertThat(refused.error().messageKey())
                    .isEqualTo("registration.stream.not-when-registered-only"));
  }

  @Test
  void streamAddressAndPathTakeEachOthersPlace() {
    connections.set(owner, camera, new Stream("rtsp://8.8.8.8/1", "admin", "hunter2"));
    assertThat(connections.connect(camera)).isPresent();

    var issued = issue(camera);
    assertThat(connections.connect(camera)).isEmpty();
    assertThat(dialIns.at(issued.path())).isPresent();

    connections.set(owner, camera, new Stream("rtsp://8.8.8.8/1", "admin", "hunter2"));
    assertThat(connections.connect(camera)).isPresent();
    assertThat(dialIns.at(issued.path())).isEmpty();
    assertThat(dialIns.dialsIn(camera)).isFalse();
  }

  @Test
  void siteNeedNotBeProvedToDialInButNothingIsTakenFromIt() throws IOException {
    var unproved = town.unproved(owner, town.center.walk(900, 0), Level.DURING_INCIDENTS).camera();
    var issued = issue(unproved);

    assertThat(answerTo(issued.path(), issued.password())).isEqualTo(200);
    assertThat(dialIns.dialsIn(unproved)).isFalse();
  }

  @Test
  void sealedKeyThatWasMovedToAnotherCameraDoesNotOpen() {
    var other = town.proved(owner, town.center.walk(30, 0), Level.DURING_INCIDENTS);
    issue(camera);
    var target = issue(other);

    jdbc.sql(
            """
            UPDATE registry.connection
               SET sealed = (SELECT sealed FROM registry.connection WHERE camera_id = :from)
             WHERE camera_id = :to
            """)
        .param("from", camera.value())
        .param("to", other.value())
        .update();

    assertThatExceptionOfType(SealedBox.CannotOpen.class)
        .isThrownBy(() -> dialIns.at(target.path()));
  }

  private Issued issue(CameraId id) {
    return (Issued) dialIns.issue(owner, id);
  }

  private int answerTo(String path, String password) throws IOException {
    try (var caller = new Caller(port)) {
      return caller.announceWith(path, password, Caller.SDP).status();
    }
  }

  private List<String> events() {
    return jdbc.sql(
            """
            SELECT entry.event
              FROM audit.entry JOIN audit.line ON line.line = entry.line
             WHERE line.camera = :camera
             ORDER BY entry.entry
            """)
        .param("camera", camera.toString())
        .query(String.class)
        .list();
  }

  private List<String> reasons() {
    return jdbc.sql(
            """
            SELECT convert_from(entry.leaf, 'UTF8')::json ->> 'reason'
              FROM audit.entry JOIN audit.line ON line.line = entry.line
             WHERE line.camera = :camera AND entry.event = 'camera.dial_in.refused'
             ORDER BY entry.entry
            """)
        .param("camera", camera.toString())
        .query(String.class)
        .list();
  }
}
