package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.porchlight.camerasim.Barcode;
import org.porchlight.camerasim.CameraOptions;
import org.porchlight.camerasim.Scene;
import org.porchlight.camerasim.web.Form;
import org.porchlight.camerasim.web.WebCamera;
import org.porchlight.camerasim.web.WebSim;
import org.porchlight.feeds.CameraForTests.Screen;
import org.porchlight.registry.CameraConnection;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.CertificatePin;
import org.porchlight.registry.Login;
import org.porchlight.registry.NetworkPolicy;
import org.porchlight.registry.StreamAddress;
import org.porchlight.testing.DecodedVideo;

/// Real video over real sockets from cameras on the web: the same promises for each form in which
/// they show it.
@ParameterizedClass
@EnumSource
class WebFeedTests {

  @TempDir static Path folder;

  @Parameter Form form;
  @RegisterExtension final Street street = new Street();
  final CameraForTests house = street.house;

  @Test
  void aViewerSeesTheCameraLive() throws IOException {
    var door = street.web.add("door", Scene.HOUSE_FRONT);
    door.clockAhead(Duration.ofMinutes(-90));
    var screen = watch(house.add(door.url(form)));

    await().atMost(Duration.ofSeconds(20)).until(() -> screen.count() > few());

    assertFollowEachOther(seen(screen));
    var health =
        street.feeds.find(house.connections.keySet().iterator().next()).orElseThrow().health();
    assertThat(health.width()).isEqualTo(640);
    assertThat(health.height()).isEqualTo(360);
    assertThat(health.gaps()).isZero();
    assertThat(health.bitsPerSecond()).isPositive();
    assertThat(health.clockOffset())
        .isBetween(Duration.ofSeconds(-5402), Duration.ofSeconds(-5398));
  }

  @Test
  void manyViewersAreOneConnection() {
    var door = street.web.add("door", Scene.ALLEY);
    var camera = house.add(door.url(form));
    var first = watch(camera);
    await().atMost(Duration.ofSeconds(10)).until(() -> first.count() > 1);

    var second = watch(camera);

    await().atMost(Duration.ofSeconds(10)).until(() -> second.count() > 1);
    assertThat(street.web.connections()).isEqualTo(1);
  }

  @Test
  void everyWayToDieIsNoticedAndTheFeedComesBack() {
    var door = street.web.add("door", Scene.ALLEY);
    var hold = street.feeds.hold(house.add(door.url(form)));

    awaitDelivery(hold);
    door.faults().stall(true);
    awaitLoss(hold, StreamProblem.STALLED, 9500);
    // What it showed before is not shown again as if it were now.
    var delivered = deliveries();
    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(5))
        .until(() -> deliveries() == delivered);
    door.faults().clear();
    awaitDelivery(hold);

    door.faults().hang(true);
    awaitLoss(hold, StreamProblem.STALLED, 9500);
    door.faults().clear();
    awaitDelivery(hold);

    door.faults().absent(true);
    awaitLoss(hold, StreamProblem.ENDED, StreamProblem.NO_ANSWER, 5000);
    door.faults().clear();
    awaitDelivery(hold);

    assertThat(hold.feed().health().reconnects()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void aConnectionThatIsDroppedIsMadeAnew() {
    var door = street.web.add("door", Scene.ALLEY);
    var hold = street.feeds.hold(house.add(door.url(form)));
    awaitDelivery(hold);

    door.faults().drop();

    await().atMost(Duration.ofSeconds(5)).until(() -> street.web.connections() == 2);
    awaitDelivery(hold);
  }

  @Test
  void aConnectionThatIsResetIsMadeAnew() {
    var door = street.web.add("door", Scene.ALLEY);
    var hold = street.feeds.hold(house.add(door.url(form)));
    awaitDelivery(hold);

    door.faults().reset();

    await().atMost(Duration.ofSeconds(5)).until(() -> street.web.connections() == 2);
    awaitDelivery(hold);
  }

  @Test
  void aCameraThatWasSwitchedOffAndOnAgainIsFoundThoughItCountsAnew() throws IOException {
    var port = street.web.port();
    var url = street.web.add("door", Scene.ALLEY).url(form);
    var hold = street.feeds.hold(house.add(url));
    awaitDelivery(hold);

    street.web.close();
    awaitLoss(hold, StreamProblem.ENDED, StreamProblem.NO_ANSWER, 5000);
    street.web = WebSim.start(port);
    street.web.add("door", Scene.ALLEY);

    awaitDelivery(hold);
  }

  @Test
  void aFilmWithoutKeyframesIsLeft() {
    assumeThat(form).isNotIn(Form.MJPEG, Form.SNAPSHOT);
    var door = street.web.add("door", Scene.ALLEY);
    var hold = street.feeds.hold(house.add(door.url(form)));
    awaitDelivery(hold);

    door.faults().noKeyframes(true);
    awaitLoss(hold, StreamProblem.NO_KEYFRAMES, 10_000);

    door.faults().clear();
    awaitDelivery(hold);
  }

  @Test
  void timeGoesForwardThroughJumpsOfTheCamerasClock() throws IOException {
    assumeThat(form).isNotIn(Form.MJPEG, Form.SNAPSHOT);
    var door = street.web.add("door", Scene.ALLEY);
    var screen = watch(house.add(door.url(form)));
    await().atMost(Duration.ofSeconds(10)).until(() -> screen.count() > 20);

    for (var by : List.of(Duration.ofHours(3), Duration.ofHours(-2))) {
      var count = screen.count();
      door.faults().jumpTimestamps(by);
      await().atMost(Duration.ofSeconds(15)).until(() -> screen.count() > count + 75);
    }

    var times = DecodedVideo.of(screen.received()).pictures();
    for (var i = 1; i < times.size(); i++) {
      assertThat(times.get(i).time() - times.get(i - 1).time())
          .as("picture " + i)
          .isBetween(0.0, 4.0);
    }
  }

  @Test
  void everyWayToAskForThePasswordIsAnsweredAndTheStrongestIsTaken() {
    var login = new Login("owner", "se\"cret");
    for (var options :
        List.of(
            CameraOptions.plain().basic("owner", "se\"cret"),
            CameraOptions.plain().digest("owner", "se\"cret", 1),
            CameraOptions.plain().digestSha256("owner", "se\"cret"))) {
      var door = street.web.add("door" + options.hashCode(), Scene.ALLEY, options);
      awaitDelivery(street.feeds.hold(house.add(door.url(form), login, CameraForTests.LOOPBACK)));
      assertThat(door.requests()).isGreaterThan(1);
    }
  }

  @Test
  void aCameraThatAskedByDigestNeverGetsThePasswordInPlainText() throws IOException {
    var port = street.web.port();
    var url =
        street
            .web
            .add("door", Scene.ALLEY, CameraOptions.plain().digest("owner", "right"))
            .url(form);
    var hold =
        street.feeds.hold(house.add(url, new Login("owner", "right"), CameraForTests.LOOPBACK));
    awaitDelivery(hold);

    street.web.close();
    awaitLoss(hold, StreamProblem.ENDED, StreamProblem.NO_ANSWER, 5000);
    street.web = WebSim.start(port);
    street.web.add("door", Scene.ALLEY, CameraOptions.plain().basic("owner", "right"));

    awaitLoss(hold, StreamProblem.WEAKER_LOGIN, 10_000);
    assertThat(hold.feed().health().state()).isNotInstanceOf(FeedState.Delivering.class);
  }

  @Test
  void aPasswordThatIsWrongIsTriedOnce() {
    var door = street.web.add("door", Scene.ALLEY, CameraOptions.plain().digest("owner", "right"));
    var camera = house.add(door.url(form), new Login("owner", "wrong"), CameraForTests.LOOPBACK);
    var hold = street.feeds.hold(camera);

    awaitLoss(hold, StreamProblem.WRONG_LOGIN, 5000);
    street.feeds.hold(camera).close();
    await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
    assertThat(door.refusedLogins()).isEqualTo(1);

    house.connections.put(
        camera,
        CameraForTests.connection(
            door.url(form), new Login("owner", "right"), CameraForTests.LOOPBACK));
    street.feeds.connectionChanged(camera);
    awaitDelivery(hold);
  }

  @Test
  void aCameraThatLeadsElsewhereIsLeftAndNobodyElsewhereIsCalled() throws Exception {
    try (var canary = new HostileCamera().start()) {
      var door = street.web.add("door", Scene.ALLEY);
      door.faults().redirect(canary.webUrl());

      awaitLoss(street.feeds.hold(house.add(door.url(form))), StreamProblem.LED_ELSEWHERE, 5000);

      door.faults().clear();
      var hold = street.feeds.hold(house.add(door.url(form)));
      awaitDelivery(hold);
      // One that is well for a while, and then sends us to its own address.
      door.faults().redirect(door.url(form));
      door.faults().drop();
      awaitLoss(hold, StreamProblem.LED_ELSEWHERE, 5000);

      assertThat(canary.calls()).isZero();
    }
  }

  @Test
  void aProxyThatWasSetForTheWholeProgramIsNotAsked() throws Exception {
    try (var canary = new HostileCamera().start()) {
      var port = canary.webUrl().replaceAll(".*:(\\d+)/.*", "$1");
      for (var protocol : List.of("http", "https", "socks")) {
        System.setProperty(
            protocol + (protocol.equals("socks") ? "ProxyHost" : ".proxyHost"), "127.0.0.1");
        System.setProperty(
            protocol + (protocol.equals("socks") ? "ProxyPort" : ".proxyPort"), port);
      }
      System.setProperty("http.nonProxyHosts", "");
      try {
        awaitDelivery(street.feeds.hold(house.add(street.web.add("door", Scene.ALLEY).url(form))));
      } finally {
        for (var name : System.getProperties().stringPropertyNames()) {
          if (name.matches(
              "(http\\.|https\\.|socks)([pP]roxyHost|[pP]roxyPort)|http.nonProxyHosts")) {
            System.clearProperty(name);
          }
        }
      }

      assertThat(canary.calls()).isZero();
    }
  }

  @Test
  void aCameraThatOverwhelmsIsLeft() {
    var door = street.web.add("door", Scene.ALLEY);

    door.faults().endlessHeader(true);
    awaitLoss(street.feeds.hold(house.add(door.url(form))), StreamProblem.OUT_OF_BOUNDS, 5000);

    door.faults().clear();
    door.faults().oversizedPart(100_000_000);
    awaitLoss(street.feeds.hold(house.add(door.url(form))), StreamProblem.OUT_OF_BOUNDS, 8000);
  }

  @Test
  void whatIsNoVideoIsCalledSo() {
    var door = street.web.add("door", Scene.ALLEY);

    door.faults().webPage(true);
    awaitLoss(street.feeds.hold(house.add(door.url(form))), StreamProblem.NOT_VIDEO, 5000);
    door.faults().clear();
    door.faults().answer(404);
    awaitLoss(street.feeds.hold(house.add(door.url(form))), StreamProblem.NOT_VIDEO, 5000);
    door.faults().clear();
    door.faults().garbage(true);
    var hold = street.feeds.hold(house.add(door.url(form)));
    await()
        .atMost(Duration.ofSeconds(15))
        .until(() ->
            List.of(StreamProblem.OUT_OF_BOUNDS, StreamProblem.NOT_VIDEO, StreamProblem.STALLED)
                .contains(hold.feed().problem()));
    assertThat(CameraForTests.pictures(hold.feed())).isZero();
  }

  @Test
  void anAddressThatIsNotAllowedIsNeverCalled() {
    var door = street.web.add("door", Scene.ALLEY);

    awaitLoss(
        street.feeds.hold(house.add(door.url(form), null, NetworkPolicy.publicOnly())),
        StreamProblem.ADDRESS_NOT_ALLOWED,
        4000);

    assertThat(street.web.connections()).isZero();
  }

  @Test
  void aFeedThatNobodyNeedsEndsAndItsPicturesAreGone() {
    var door = street.web.add("door", Scene.ALLEY);
    var camera = house.add(door.url(form));
    var hold = street.feeds.hold(camera);
    awaitDelivery(hold);

    hold.close();

    await()
        .atMost(Duration.ofSeconds(3))
        .until(() -> street.feeds.find(camera).isEmpty() && door.openConnections() == 0);
    assertThat(CameraForTests.pictures(hold.feed())).isZero();
  }

  @Test
  void moreThanTenCamerasAtOnceAllComeBackWhenTheyStall() {
    var cameras = new ArrayList<WebCamera>();
    var holds = new ArrayList<Feeds.Hold>();
    for (var i = 0; i < 12; i++) {
      cameras.add(street.web.add("cam" + i, Scene.ALLEY));
      holds.add(street.feeds.hold(house.add(cameras.getLast().url(form))));
    }
    holds.forEach(this::awaitDelivery);

    cameras.forEach(one -> one.faults().stall(true));
    holds.forEach(hold -> awaitLoss(hold, StreamProblem.STALLED, 9500));

    cameras.forEach(one -> one.faults().clear());
    holds.forEach(this::awaitDelivery);
  }

  @Test
  void overTlsTheCertificateMustBeGoodForTheTypedName() throws Exception {
    var door = street.web.add("door", Scene.ALLEY, CameraOptions.plain().digest("owner", "right"));
    var keys = TlsDoor.certificateIn(folder);
    try (var tls = new TlsDoor(keys, street.web.port())) {
      var settings = CameraForTests.quick();
      var trusting = house.feeds(settings, CameraForTests.source(settings, TlsDoor.trusting(keys)));
      trusting.start();

      awaitLoss(
          trusting.hold(secure("127.0.0.1", tls.port(), door, null)),
          StreamProblem.WRONG_CERTIFICATE,
          5000);
      awaitLoss(
          street.feeds.hold(secure("localhost", tls.port(), door, null)),
          StreamProblem.WRONG_CERTIFICATE,
          5000);
      awaitLoss(
          trusting.hold(secure("localhost", street.web.port(), door, null)),
          StreamProblem.NO_ANSWER,
          6000);
      assertThat(door.requests()).isZero();

      awaitDelivery(trusting.hold(secure("localhost", tls.port(), door, null)));
      trusting.stop();
    }
  }

  @Test
  void overTlsACertificateThatItsOwnerConfirmedIsTakenAndNoOther() throws Exception {
    var door = street.web.add("door", Scene.ALLEY, CameraOptions.plain().digest("owner", "right"));
    var keys = TlsDoor.certificateIn(folder, form + "-1.p12");
    var other = TlsDoor.certificateIn(folder, form + "-2.p12");
    try (var tls = new TlsDoor(keys, street.web.port())) {
      var settings = CameraForTests.quick();
      var trusting = house.feeds(settings, CameraForTests.source(settings, TlsDoor.trusting(keys)));
      trusting.start();

      awaitLoss(
          trusting.hold(secure("localhost", tls.port(), door, TlsDoor.pin(other))),
          StreamProblem.WRONG_CERTIFICATE,
          5000);
      assertThat(door.requests()).isZero();
      awaitDelivery(street.feeds.hold(secure("127.0.0.1", tls.port(), door, TlsDoor.pin(keys))));
      trusting.stop();
    }
  }

  private CameraId secure(
      String host, int port, WebCamera door, @Nullable CertificatePin confirmed) {
    var camera = CameraId.random();
    var path = door.url(form).replaceFirst("http://[^/]*", "");
    house.connections.put(
        camera,
        new CameraConnection(
            new StreamAddress(StreamAddress.Scheme.HTTPS, host, port, path),
            new Login("owner", "right"),
            CameraForTests.LOOPBACK,
            confirmed));
    return camera;
  }

  /// As many pictures as come within some seconds.
  private int few() {
    return switch (form) {
      case MJPEG -> 30;
      case SNAPSHOT -> 4;
      // More than two segments, or groups of pictures.
      case TRANSPORT_STREAM, HLS, HLS_FRAGMENTS -> 75;
    };
  }

  private Screen watch(CameraId camera) {
    return Screen.of(street.feeds.hold(camera).feed());
  }

  /// The numbers of the pictures that a viewer was sent.
  private List<Integer> seen(Screen screen) throws IOException {
    return switch (form) {
      case TRANSPORT_STREAM, HLS, HLS_FRAGMENTS -> DecodedVideo.of(screen.received()).barcodes();
      case MJPEG, SNAPSHOT -> screen.stills().stream().map(WebFeedTests::barcode).toList();
    };
  }

  private static int barcode(byte[] jpeg) {
    try {
      var picture = ImageIO.read(new ByteArrayInputStream(jpeg));
      var code = 0;
      for (var bit = 0; bit < Barcode.BITS; bit++) {
        code |= (picture.getRGB(24 + 24 * bit, 24) >> 8 & 0xFF) > 127 ? 1 << bit : 0;
      }
      return code;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /// Every picture is the one after the one before; stills leave out as many as come in a second.
  private void assertFollowEachOther(List<Integer> codes) {
    for (var i = 1; i < codes.size(); i++) {
      assertThat(Barcode.sceneNumberIn(codes.get(i))).isEqualTo(1);
      var step =
          Math.floorMod(Barcode.frameIn(codes.get(i)) - Barcode.frameIn(codes.get(i - 1)), 240);
      if (form == Form.SNAPSHOT) {
        assertThat(step).as("picture %s of %s", i, codes).isBetween(10, 25);
      } else {
        assertThat(step).as("picture %s of %s", i, codes).isEqualTo(1);
      }
    }
  }

  private long deliveries() {
    return house.news.stream().filter("delivers"::equals).count();
  }

  private void awaitDelivery(Feeds.Hold hold) {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> hold.feed().health().state() instanceof FeedState.Delivering);
  }

  private void awaitLoss(Feeds.Hold hold, StreamProblem problem, long millis) {
    awaitLoss(hold, problem, problem, millis);
  }

  private void awaitLoss(Feeds.Hold hold, StreamProblem problem, StreamProblem other, long millis) {
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofMillis(millis))
        .untilAsserted(() -> assertThat(hold.feed().problem()).isIn(problem, other));
  }
}
