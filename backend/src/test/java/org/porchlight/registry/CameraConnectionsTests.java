package org.porchlight.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.porchlight.audit.AuditLog;
import org.porchlight.consent.Level;
import org.porchlight.consent.Sharing;
import org.porchlight.consent.Terms;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Role;
import org.porchlight.kernel.SealedBox;
import org.porchlight.registry.NetworkGrants.Answer;
import org.porchlight.registry.NewCamera.Stream;
import org.porchlight.testing.Town;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@SpringBootTest
class CameraConnectionsTests {

  @Autowired BeanFactory beans;
  @Autowired JdbcCameras cameras;
  @Autowired JdbcConnections rows;
  @Autowired NetworkGrants grants;
  @Autowired ConnectionRule rule;
  @Autowired RegistrySettings settings;
  @Autowired SealedBox box;
  @Autowired AuditLog log;
  @Autowired ApplicationEventPublisher events;
  @Autowired TransactionOperations transaction;
  @Autowired Clock clock;
  @Autowired Sharing sharing;
  @Autowired JdbcClient jdbc;

  final Script names = new Script();
  CameraConnections connections;
  Town town;
  Actor owner;
  CameraId camera;

  @BeforeEach
  void registerCamera() {
    connections =
        new CameraConnections(
            cameras, rows, grants, rule, names, settings, box, log, events, transaction, clock);
    town = new Town(beans);
    owner = town.owner();
    camera = town.proved(owner, town.center, Level.DURING_INCIDENTS);
  }

  @Test
  void addressAndLoginAreKeptSealedAndOpenedOnlyForFeeds() {
    names.answer("8.8.8.8");

    var answer =
        connections.set(
            owner,
            camera,
            new Stream("rtsp://admin:hunter2@cam.example.com/s?token=hunter3", null, null));

    assertThat(answer).isInstanceOf(ConnectionCheck.Fine.class);
    var opened = connections.connect(camera).orElseThrow();
    assertThat(opened.address().url()).isEqualTo("rtsp://cam.example.com:554/s?token=hunter3");
    assertThat(opened.login()).isEqualTo(new Login("admin", "hunter2"));
    var stored =
        jdbc.sql("SELECT row_to_json(c)::text FROM registry.connection c WHERE camera_id = :id")
            .param("id", camera.value())
            .query(String.class)
            .single();
    assertThat(stored).doesNotContain("hunter", "admin");
    var sealed =
        jdbc.sql("SELECT sealed FROM registry.connection WHERE camera_id = :id")
            .param("id", camera.value())
            .query(byte[].class)
            .single();
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("hunter", "admin");
  }

  @Test
  void confirmedCertificateIsSealedWithItsAddressAndGoesWithIt() {
    for (var i = 0; i < 3; i++) {
      names.answer("8.8.8.8");
    }
    var pin = new CertificatePin("0123456789abcdef".repeat(4));

    connections.set(owner, camera, new Stream("rtsps://cam.example.com/1", "admin", "x", pin));
    assertThat(connections.connect(camera).orElseThrow().certificate()).isEqualTo(pin);

    assertThat(connections.confirmed(owner, camera, "rtsps://a:b@cam.example.com:322/2"))
        .contains(pin);
    for (var elsewhere :
        List.of(
            "rtsps://cam2.example.com/1",
            "rtsps://cam.example.com:443/1",
            "rtsp://cam.example.com:322/1",
            "no address")) {
      assertThat(connections.confirmed(owner, camera, elsewhere)).isEmpty();
    }
    assertThat(connections.confirmed(town.owner(), camera, "rtsps://cam.example.com/1")).isEmpty();

    connections.set(owner, camera, new Stream("rtsps://cam.example.com/2", "admin", "x"));
    assertThat(connections.connect(camera).orElseThrow().certificate()).isNull();
    assertThat(connections.confirmed(owner, camera, "rtsps://cam.example.com/2")).isEmpty();

    // Who shows no certificate has none to confirm.
    connections.set(owner, camera, new Stream("rtsp://cam.example.com/1", null, null, pin));
    assertThat(connections.connect(camera).orElseThrow().certificate()).isNull();
  }

  @Test
  void sealedLoginThatWasMovedToAnotherCameraDoesNotOpen() {
    names.answer("8.8.8.8");
    names.answer("8.8.8.8");
    var other = town.proved(owner, town.center.walk(30, 0), Level.DURING_INCIDENTS);
    connections.set(owner, camera, new Stream("rtsp://cam.example.com/1", "admin", "hunter2"));
    connections.set(owner, other, new Stream("rtsp://cam.example.com/1", "guest", "guest"));

    jdbc.sql(
            """
            UPDATE registry.connection
               SET sealed = (SELECT sealed FROM registry.connection WHERE camera_id = :from)
             WHERE camera_id = :to
            """)
        .param("from", camera.value())
        .param("to", other.value())
        .update();

    assertThatThrownBy(() -> connections.connect(other)).isInstanceOf(SealedBox.CannotOpen.class);
  }

  @Test
  void nothingIsOpenedForASiteThatIsNotProvedExceptForItsOwner() {
    names.answer("8.8.8.8");
    var unproved = town.unproved(owner, town.center.walk(900, 0), Level.DURING_INCIDENTS).camera();
    connections.set(owner, unproved, new Stream("rtsp://cam.example.com/1", null, null));

    assertThat(connections.connect(unproved)).isEmpty();
    assertThat(connections.connectOwn(town.owner(), unproved)).isEmpty();
    assertThat(connections.connectOwn(owner, unproved)).isPresent();
  }

  @Test
  void loweringToRegisteredForgetsTheAddress() {
    names.answer("8.8.8.8");
    connections.set(owner, camera, new Stream("rtsp://cam.example.com/1", "admin", "hunter2"));
    assertThat(cameras.find(camera).orElseThrow().connected()).isTrue();

    sharing.give(owner, camera, Terms.usual(Level.REGISTERED, "en"));

    assertThat(connections.connect(camera)).isEmpty();
    assertThat(cameras.find(camera).orElseThrow().connected()).isFalse();
    names.answer("8.8.8.8");
    assertRefused("rtsp://cam.example.com/1", "not-when-registered-only");
    assertThat(cameras.find(camera).orElseThrow().connected()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtsp://127.0.0.1/1",
        "rtsp://[::1]/1",
        "rtsp://10.0.0.5:554/1",
        "rtsp://192.168.1.20/1",
        "http://169.254.169.254/latest/meta-data",
        "rtsp://[::ffff:127.0.0.1]/1",
        "rtsp://[64:ff9b::7f00:1]/1",
      })
  void privateAddressIsRefusedByNameOfTheProblemAndLogged(String address) {
    var before = refusals();

    var answer = connections.set(owner, camera, new Stream(address, null, null));

    assertThat(answer)
        .isInstanceOfSatisfying(
            ConnectionCheck.Refused.class,
            refused ->
                assertThat(refused.error().messageKey()).isEqualTo("registration.stream.private"));
    assertThat(connections.connect(camera)).isEmpty();
    assertThat(refusals()).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "file:///etc/passwd, scheme",
    "'concat:a', scheme",
    "rtsp://2130706433/1, numeric-host",
    "rtsp://0177.0.0.1/1, numeric-host",
    "rtsp://8.8.8.8:22/1, port-not-allowed",
    "rtsp://8.8.8.8/1#x, fragment",
  })
  void addressOfTheWrongShapeIsRefusedBeforeItIsLookedUp(String address, String key) {
    var answer = connections.set(owner, camera, new Stream(address, null, null));

    assertThat(answer)
        .isInstanceOfSatisfying(
            ConnectionCheck.Refused.class,
            refused ->
                assertThat(refused.error().messageKey()).isEqualTo("registration.stream." + key));
    assertThat(names.asked).isEmpty();
  }

  @Test
  void oneBadAnswerOfANameIsEnoughToRefuseIt() {
    names.answer("8.8.8.8", "10.0.0.1");

    assertRefused("rtsp://two-faced.example.com/1", "not-public");
  }

  @Test
  void unknownNameAndNameThatLeadsInsideLookTheSame() {
    names.answer();
    assertRefused("rtsp://unknown.example.com/1", "not-public");

    names.answer("192.168.1.1");
    assertRefused("rtsp://inside.example.com/1", "not-public");
  }

  @Test
  void rebindingNameIsCaughtByThePolicyThatTravelsWithTheConnection() {
    names.answer("8.8.8.8");
    connections.set(owner, camera, new Stream("rtsp://rebinding.example.com/1", null, null));
    names.answer("127.0.0.1");

    var connection = connections.connect(camera).orElseThrow();

    assertThat(names.resolve(connection.address().host())).noneMatch(connection.allowed()::check);
  }

  @Test
  void networkCountsOnlyAfterASecondAdministratorApproved() {
    var first = town.person(Role.ADMINISTRATOR);
    var second = town.person(Role.ADMINISTRATOR);
    var address = new Stream("rtsp://10.20.30.40:5999/1", null, null);
    var proposed =
        (Answer.Proposed)
            grants.propose(first, owner.organisation(), "10.20.0.0/16", "cameras by VPN");
    assertRefused("rtsp://10.20.30.40/1", "private");

    assertThat(grants.approve(first, proposed.id()))
        .isEqualTo(new Answer.Refused(NetworkGrants.Why.SAME_PERSON));
    assertThat(grants.approve(town.person(Role.SUPERVISOR), proposed.id()))
        .isEqualTo(new Answer.Refused(NetworkGrants.Why.NOT_ADMINISTRATOR));
    assertRefused("rtsp://10.20.30.40/1", "private");

    assertThat(grants.approve(second, proposed.id())).isEqualTo(new Answer.Approved(proposed.id()));
    assertThat(connections.set(owner, camera, address)).isInstanceOf(ConnectionCheck.Fine.class);
    assertThat(connections.check(town.owner(), address))
        .isInstanceOf(ConnectionCheck.Refused.class);

    assertThat(grants.withdraw(first, proposed.id()))
        .isEqualTo(new Answer.Withdrawn(proposed.id()));
    var allowed = connections.connect(camera).orElseThrow().allowed();
    assertThat(allowed.check(IpLiteral.of("10.20.30.40").orElseThrow())).isFalse();
    assertThat(grants.page(0, 200)).noneMatch(grant -> grant.id().equals(proposed.id()));
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, TOO_LARGE",
    "::/0, TOO_LARGE",
    "10.0.0.1/8, NOT_A_NETWORK",
    "camera, NOT_A_NETWORK",
  })
  void networkThatIsTooLargeOrNoneIsRefused(String cidr, NetworkGrants.Why why) {
    assertThat(
            grants.propose(
                town.person(Role.ADMINISTRATOR), owner.organisation(), cidr, "everything"))
        .isEqualTo(new Answer.Refused(why));
  }

  @Test
  void addressOfSomebodyElsesCameraCannotBeSet() {
    var other = town.owner();
    var stream = new Stream("rtsp://8.8.8.8/1", null, null);

    assertThatThrownBy(() -> connections.set(other, camera, stream))
        .isInstanceOf(CameraNotFound.class);
    assertThatThrownBy(() -> connections.forget(other, camera)).isInstanceOf(CameraNotFound.class);
  }

  @Test
  void passwordNeedsAUserAndNeitherMayHoldControlCharacters() {
    names.answer("8.8.8.8");
    for (var stream :
        List.of(
            new Stream("rtsp://8.8.8.8/1", "", "secret"),
            new Stream("rtsp://8.8.8.8/1", "a:b", "secret"),
            new Stream("rtsp://8.8.8.8/1", "admin", "se\r\ncret"))) {
      assertThat(connections.set(owner, camera, stream))
          .isInstanceOfSatisfying(
              ConnectionCheck.Refused.class,
              refused ->
                  assertThat(refused.error().messageKey()).isEqualTo("registration.stream.login"));
    }
  }

  void assertRefused(String address, String key) {
    assertThat(connections.set(owner, camera, new Stream(address, null, null)))
        .isInstanceOfSatisfying(
            ConnectionCheck.Refused.class,
            refused ->
                assertThat(refused.error().messageKey()).isEqualTo("registration.stream." + key));
  }

  long refusals() {
    return jdbc.sql("SELECT count(*) FROM audit.entry WHERE event = 'camera.address.refused'")
        .query(Long.class)
        .single();
  }

  /// Answers literals as what they are and names as they come.
  static final class Script implements Resolver {

    final Queue<List<InetAddress>> answers = new ArrayDeque<>();
    final List<String> asked = new ArrayList<>();

    void answer(String... literals) {
      answers.add(Arrays.stream(literals).map(text -> IpLiteral.of(text).orElseThrow()).toList());
    }

    @Override
    public List<InetAddress> resolve(String host) {
      var literal = IpLiteral.of(host);
      if (literal.isPresent()) {
        return List.of(literal.get());
      }
      asked.add(host);
      return answers.remove();
    }
  }
}
