package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.porchlight.camerasim.CameraOptions;
import org.porchlight.camerasim.CameraSim;
import org.porchlight.camerasim.NotVideo;
import org.porchlight.camerasim.Scene;
import org.porchlight.consent.WeeklySchedule;
import org.porchlight.feeds.CameraForTests.Screen;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.Login;
import org.porchlight.registry.NetworkPolicy;
import org.porchlight.testing.DecodedVideo;

/// Real video over real sockets, from cameras that behave and cameras that do not: the same
/// promises for each way to read RTSP.
@ParameterizedClass
@EnumSource
class FeedPullTests {

  @Parameter FeedSettings.Rtsp rtsp;
  @RegisterExtension final Street street = new Street(() -> rtsp);
  final CameraForTests house = street.house;

  @Test
  void aViewerSeesTheCameraLive() throws IOException {
    street.sim.add("door", Scene.HOUSE_FRONT.clip());
    var camera = house.add(street.sim.urlOf("door"));
    var screen = watch(camera);

    await().atMost(Duration.ofSeconds(10)).until(() -> screen.count() > 30);

    assertThat(screen.heard.getFirst()).startsWith("start video/mp4; codecs=\"avc1.");
    var video = DecodedVideo.of(screen.received());
    assertThat(video.codec()).isEqualTo("h264");
    assertThat(video.width()).isEqualTo(640);
    assertThat(video.height()).isEqualTo(360);
    assertThat(video.pictures()).hasSizeGreaterThan(30);
    assertConsecutive(video, 240);
  }

  @Test
  void aSecondViewerIsShownTheLastKeyframeAtOnceAndNoSecondConnectionIsMade() throws IOException {
    var door = street.sim.add("door", Scene.HOUSE_FRONT.clip());
    var camera = house.add(street.sim.urlOf("door"));
    var first = watch(camera);
    await().atMost(Duration.ofSeconds(10)).until(() -> first.count() > 5);

    var second = watch(camera);
    await()
        .pollInterval(Duration.ofMillis(2))
        .atMost(Duration.ofSeconds(1))
        .until(() -> second.count() > 0);

    await().until(() -> second.count() > 5);
    assertThat(DecodedVideo.of(second.received()).pictures()).isNotEmpty();
    assertThat(door.counts().connections()).isEqualTo(1);
  }

  @Test
  void theLastSecondsAreAFileThatPlays() throws IOException {
    street.sim.add("door", Scene.CROSSING.clip());
    var camera = house.add(street.sim.urlOf("door"));
    var hold = street.feeds.hold(camera);
    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> CameraForTests.pictures(hold.feed(), Duration.ofSeconds(60)) > 90);

    var file = new ByteArrayOutputStream();
    var film = films(hold.feed(), new Window.Last(Duration.ofSeconds(3))).getFirst();
    var bytes = film.write(file, (_, _) -> {});

    var video = DecodedVideo.of(file.toByteArray());
    // It begins at the keyframe before, and keyframes are 2 s apart.
    assertThat(video.seconds()).isBetween(2.8, 5.2);
    assertThat(video.pictures()).hasSize(film.shots().size());
    assertThat(video.pictures().getFirst().time()).isZero();
    assertThat(bytes).isEqualTo(file.size());
    assertThat(Duration.between(film.from(), film.to()).toMillis() / 1000.0)
        .isBetween(video.seconds() - 0.5, video.seconds() + 0.5);
    assertConsecutive(video, 240);
  }

  @Test
  void everyWayToDieIsNoticedAndTheFeedComesBack() {
    var door = street.sim.add("door", Scene.ALLEY.clip());
    var camera = house.add(street.sim.urlOf("door"));
    var hold = street.feeds.hold(camera);

    awaitDelivery(hold);
    door.faults().stall(true);
    awaitLoss(hold, StreamProblem.STALLED, 4500);
    door.faults().clear();
    awaitDelivery(hold);

    door.faults().hang(true);
    awaitLoss(hold, StreamProblem.STALLED, 4500);
    door.faults().clear();
    awaitDelivery(hold);

    door.faults().drop();
    awaitLoss(hold, StreamProblem.ENDED, 2500);
    awaitDelivery(hold);

    door.faults().reset();
    awaitLoss(hold, StreamProblem.ENDED, 2500);
    awaitDelivery(hold);

    door.faults().absent(true);
    awaitLoss(hold, StreamProblem.ENDED, 2500);
    door.faults().absent(false);
    awaitDelivery(hold);

    door.faults().noKeyframes(true);
    awaitLoss(hold, StreamProblem.NO_KEYFRAMES, 9000);
    door.faults().clear();
    awaitDelivery(hold);

    assertThat(hold.feed().health().reconnects()).isGreaterThanOrEqualTo(6);
    assertThat(house.news.stream().filter("delivers"::equals)).hasSizeGreaterThanOrEqualTo(7);
  }

  @Test
  void aCameraThatWasSwitchedOffAndOnAgainIsFound() throws IOException {
    var port = street.sim.port();
    street.sim.add("door", Scene.ALLEY.clip());
    var hold = street.feeds.hold(house.add(street.sim.urlOf("door")));
    awaitDelivery(hold);

    street.sim.close();
    awaitLoss(hold, StreamProblem.NO_ANSWER, 5000);
    street.sim = CameraSim.start(port);
    street.sim.add("door", Scene.ALLEY.clip());

    awaitDelivery(hold);
  }

  @Test
  void aSessionIsKeptAliveWhereTheCameraEndsSilentOnes() {
    var door =
        street.sim.add(
            "door",
            Scene.ALLEY.clip(),
            CameraOptions.plain().sessionTimeout(Duration.ofSeconds(3)));
    var hold = street.feeds.hold(house.add(street.sim.urlOf("door")));
    awaitDelivery(hold);

    await()
        .during(Duration.ofSeconds(7))
        .atMost(Duration.ofSeconds(9))
        .until(() -> hold.feed().health().reconnects() == 0);

    assertThat(door.counts().expiredSessions()).isZero();
  }

  @Test
  void aCameraThatHasNoPlaceForUsIsWaitedFor() {
    street.sim.add("door", Scene.ALLEY.clip(), CameraOptions.plain().mostSessions(1));
    var other = street.feeds.hold(house.add(street.sim.urlOf("door")));
    awaitDelivery(other);

    var hold = street.feeds.hold(house.add(street.sim.urlOf("door")));
    awaitLoss(hold, StreamProblem.NO_ANSWER, 5000);
    other.close();

    awaitDelivery(hold);
  }

  @Test
  void aLossyLineIsNoReasonToLeaveAndWhatIsDamagedIsCounted() {
    var door = street.sim.add("door", Scene.HOUSE_FRONT.clip());
    var hold = street.feeds.hold(house.add(street.sim.urlOf("door")));
    awaitDelivery(hold);

    door.faults().loss(3);

    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> CameraForTests.pictures(hold.feed(), Duration.ofMinutes(1)) > 60);
    assertThat(hold.feed().health().reconnects()).isZero();
    assertThat(hold.feed().health().state()).isInstanceOf(FeedState.Delivering.class);
    // FFmpeg hands damaged pictures on without a word, which is one reason for a session of our
    // own.
    if (rtsp == FeedSettings.Rtsp.OWN) {
      assertThat(hold.feed().health().gaps()).isPositive();
    }
  }

  @Test
  void aStepOfTheCamerasWallClockMovesNoPicture() throws IOException {
    var door = street.sim.add("door", Scene.CROSSING.clip());
    var camera = house.add(street.sim.urlOf("door"));
    var screen = watch(camera);
    await().atMost(Duration.ofSeconds(10)).until(() -> screen.count() > 10);

    door.faults().jumpWallClock(Duration.ofMinutes(-5));
    // Cameras speak of their clock every five seconds.
    await().atMost(Duration.ofSeconds(15)).until(() -> screen.count() > 100);

    assertThat(street.feeds.find(camera).orElseThrow().health().gaps()).isZero();
    assertConsecutive(DecodedVideo.of(screen.received()), 240);
    if (rtsp == FeedSettings.Rtsp.OWN) {
      assertThat(street.feeds.find(camera).orElseThrow().health().clockOffset())
          .isBetween(Duration.ofSeconds(-302), Duration.ofSeconds(-298));
    }
  }

  @Test
  void tracksAreAskedForAsCamerasMeanThem() throws Exception {
    for (var meant :
        List.of(
            List.of("/door?channel=1&x=%2F", "track1", "/door?channel=1&x=%2F/track1"),
            List.of("/door/", "track1", "/door/track1"),
            List.of("/door", "/live/track1", "/live/track1"))) {
      if (rtsp == FeedSettings.Rtsp.FFMPEG && meant.get(1).startsWith("/")) {
        // FFmpeg appends whatever is not absolute; cameras that mean it otherwise need our own.
        continue;
      }
      var sdp = HostileCamera.SDP.replace("track1", meant.get(1));
      try (var camera = new HostileCamera().on("DESCRIBE", talk -> talk.describe(sdp)).start()) {
        var url = camera.url().replace("/door", meant.get(0));
        var hold = street.feeds.hold(house.add(url));
        await()
            .atMost(Duration.ofSeconds(5))
            .untilAsserted(() ->
                assertThat(camera.requests())
                    .anyMatch(request ->
                        request.startsWith(
                            "SETUP " + camera.url().replace("/door", meant.get(2)) + " ")));
        hold.close();
      }
    }
  }

  @Test
  void aPasswordThatIsWrongIsTriedOnce() {
    var door =
        street.sim.add("door", Scene.ALLEY.clip(), CameraOptions.plain().digest("owner", "right"));
    var camera =
        house.add(street.sim.urlOf("door"), new Login("owner", "wrong"), CameraForTests.LOOPBACK);
    var hold = street.feeds.hold(camera);

    awaitLoss(hold, StreamProblem.WRONG_LOGIN, 5000);
    // Somebody else asks for the picture: still not again.
    street.feeds.hold(camera).close();
    await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
    assertThat(door.counts().refusedLogins()).isEqualTo(1);

    house.connections.put(
        camera,
        CameraForTests.connection(
            street.sim.urlOf("door"), new Login("owner", "right"), CameraForTests.LOOPBACK));
    street.feeds.connectionChanged(camera);
    awaitDelivery(hold);
  }

  @Test
  void camerasThatAskForBasicOrChangeTheirNonceAreAnswered() {
    street.sim.add("basic", Scene.ALLEY.clip(), CameraOptions.plain().basic("owner", "se cret"));
    street.sim.add(
        "nonce", Scene.ALLEY.clip(), CameraOptions.plain().digest("owner", "se\"cret", 1));
    var basic =
        house.add(
            street.sim.urlOf("basic"), new Login("owner", "se cret"), CameraForTests.LOOPBACK);
    var nonce =
        house.add(
            street.sim.urlOf("nonce"), new Login("owner", "se\"cret"), CameraForTests.LOOPBACK);

    awaitDelivery(street.feeds.hold(basic));
    awaitDelivery(street.feeds.hold(nonce));
  }

  @Test
  void aCameraThatAskedByDigestNeverGetsThePasswordInPlainText() throws IOException {
    var port = street.sim.port();
    street.sim.add("door", Scene.ALLEY.clip(), CameraOptions.plain().digest("owner", "right"));
    var camera =
        house.add(street.sim.urlOf("door"), new Login("owner", "right"), CameraForTests.LOOPBACK);
    var hold = street.feeds.hold(camera);
    awaitDelivery(hold);

    street.sim.close();
    awaitLoss(hold, StreamProblem.NO_ANSWER, 5000);
    street.sim = CameraSim.start(port);
    var impostor =
        street.sim.add("door", Scene.ALLEY.clip(), CameraOptions.plain().basic("owner", "right"));

    awaitLoss(hold, StreamProblem.WEAKER_LOGIN, 10_000);
    assertThat(impostor.counts().plays()).isZero();
    assertThat(impostor.counts().refusedLogins()).isZero();

    // Its owner typed the password again: then that is how the camera asks now.
    house.byDigest.remove(camera);
    street.feeds.connectionChanged(camera);
    awaitDelivery(hold);
  }

  @Test
  void camerasThatAskByDigestWithSha256AreAnswered() {
    var door =
        street.sim.add(
            "door", Scene.ALLEY.clip(), CameraOptions.plain().digestSha256("owner", "right"));

    awaitDelivery(
        street.feeds.hold(
            house.add(
                street.sim.urlOf("door"), new Login("owner", "right"), CameraForTests.LOOPBACK)));

    assertThat(door.counts().refusedLogins()).isZero();
  }

  @Test
  void aCameraThatLeadsElsewhereIsLeftAndNobodyElsewhereIsCalled() throws Exception {
    try (var canary = new Canary()) {
      var door = street.sim.add("door", Scene.ALLEY.clip());
      var camera = house.add(street.sim.urlOf("door"));

      door.faults().redirect(canary.url());
      awaitLoss(street.feeds.hold(camera), StreamProblem.LED_ELSEWHERE, 5000);
      startOver(camera);

      door.faults().clear();
      door.faults().foreignControl(canary.url());
      awaitLoss(street.feeds.hold(camera), StreamProblem.LED_ELSEWHERE, 5000);
      startOver(camera);

      door.faults().clear();
      door.faults().foreignSource("127.0.0.1");
      awaitLoss(street.feeds.hold(camera), StreamProblem.LED_ELSEWHERE, 5000);

      assertThat(canary.calls()).isZero();
    }
  }

  @Test
  void aCameraThatOverwhelmsIsLeft() {
    var door = street.sim.add("door", Scene.ALLEY.clip());
    var camera = house.add(street.sim.urlOf("door"));

    door.faults().endlessHeader(true);
    awaitLoss(street.feeds.hold(camera), StreamProblem.OUT_OF_BOUNDS, 5000);
    startOver(camera);

    door.faults().clear();
    door.faults().hugeSdp(1_000_000);
    awaitLoss(street.feeds.hold(camera), StreamProblem.OUT_OF_BOUNDS, 5000);
  }

  @Test
  void whatIsNoVideoIsCalledSo() {
    var door = street.sim.add("door", Scene.HOUSE_FRONT.clip());
    var camera = house.add(street.sim.urlOf("door"));

    for (var kind :
        new NotVideo[] {NotVideo.ONLY_AUDIO, NotVideo.ONLY_APPLICATION, NotVideo.WEB_PAGE}) {
      door.faults().notVideo(kind);
      awaitLoss(street.feeds.hold(camera), StreamProblem.NOT_VIDEO, 5000);
      startOver(camera);
    }
    door.faults().notVideo(NotVideo.GARBAGE_PACKETS);
    var hold = street.feeds.hold(camera);
    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> hold.feed().problem() == StreamProblem.OUT_OF_BOUNDS);
    assertThat(CameraForTests.pictures(hold.feed())).isZero();
  }

  @Test
  void anAddressThatIsNotAllowedIsNeverCalled() throws Exception {
    try (var canary = new Canary()) {
      var camera = house.add(canary.url(), null, NetworkPolicy.publicOnly());

      awaitLoss(street.feeds.hold(camera), StreamProblem.ADDRESS_NOT_ALLOWED, 4000);

      assertThat(canary.calls()).isZero();
    }
  }

  @Test
  void aCameraThatTakesCallsAndSaysNothingIsGivenUp() throws Exception {
    try (var silent = new Canary()) {
      var camera = house.add(silent.url());

      awaitLoss(street.feeds.hold(camera), StreamProblem.NO_ANSWER, 6000);
    }
  }

  @Test
  void aCameraThatChangesItsPictureSizeGoesOnWithANewHeader() throws IOException {
    var door = street.sim.add("door", Scene.MAIN_STREET.clip());
    var camera = house.add(street.sim.urlOf("door"));
    var screen = watch(camera);
    await().atMost(Duration.ofSeconds(10)).until(() -> screen.count() > 10);

    door.faults().change(Scene.largeClip());

    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> screen.heard.stream().filter(what -> what.startsWith("start")).count() == 2);
    var count = screen.count();
    await().atMost(Duration.ofSeconds(5)).until(() -> screen.count() > count + 15);
    var films =
        films(street.feeds.find(camera).orElseThrow(), new Window.Last(Duration.ofSeconds(30)));
    assertThat(films).hasSize(2);
    assertThat(decoded(films.getFirst()).width()).isEqualTo(640);
    assertThat(decoded(films.getLast()).width()).isEqualTo(1280);
    // Nothing between them is cut off.
    assertThat(films.getLast().shots().getFirst().number())
        .isEqualTo(films.getFirst().shots().getLast().number() + 1);
  }

  @Test
  void timeGoesForwardThroughJumpsFreezesAndWraps() throws IOException {
    // 20 s before the RTP time stamp wraps, and 100 packets before the sequence number does.
    var door =
        street.sim.add(
            "door",
            Scene.CROSSING.clip(),
            CameraOptions.plain().firstRtp((1L << 32) - 3 * 90_000, 65_500));
    var camera = house.add(street.sim.urlOf("door"));
    var screen = watch(camera);
    await().atMost(Duration.ofSeconds(10)).until(() -> screen.count() > 20);
    door.faults().jumpTimestamps(Duration.ofHours(3));
    await().until(() -> screen.count() > 40);
    door.faults().jumpTimestamps(Duration.ofHours(-2));
    await().until(() -> screen.count() > 60);
    door.faults().freezeTimestamps(true);
    await().until(() -> screen.count() > 80);
    door.faults().freezeTimestamps(false);
    await().atMost(Duration.ofSeconds(15)).until(() -> screen.count() > 120);

    var video = DecodedVideo.of(screen.received());
    assertConsecutive(video, 240);
    var times = video.pictures().stream().map(DecodedVideo.Picture::time).toList();
    for (var i = 1; i < times.size(); i++) {
      assertThat(times.get(i) - times.get(i - 1)).as("picture " + i).isBetween(0.0, 1.0);
    }
    assertThat(street.feeds.find(camera).orElseThrow().health().gaps()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void parameterSetsMayComeOnlyWithThePicturesOrOnlyBeforehand() {
    for (var where : CameraOptions.ParameterSets.values()) {
      street.sim.add(where.name(), Scene.ALLEY.clip(), CameraOptions.plain().parameterSets(where));
      awaitDelivery(street.feeds.hold(house.add(street.sim.urlOf(where.name()))));
    }
    street.sim.add(
        "anywhere",
        Scene.ALLEY.clip(),
        CameraOptions.plain()
            .start(CameraOptions.Start.ANYWHERE)
            .control(CameraOptions.Control.ABSOLUTE));
    awaitDelivery(street.feeds.hold(house.add(street.sim.urlOf("anywhere"))));
  }

  @Test
  void soundIsNotAskedFor() {
    var door = street.sim.add("door", Scene.HOUSE_FRONT.clip());

    awaitDelivery(street.feeds.hold(house.add(street.sim.urlOf("door"))));

    assertThat(door.counts().setups()).isEqualTo(1);
  }

  @Test
  void aFeedThatNobodyNeedsEndsAndItsPicturesAreGone() {
    var door = street.sim.add("door", Scene.ALLEY.clip());
    var camera = house.add(street.sim.urlOf("door"));
    var hold = street.feeds.hold(camera);
    awaitDelivery(hold);

    hold.close();

    await()
        .atMost(Duration.ofSeconds(3))
        .until(() -> street.feeds.find(camera).isEmpty() && door.counts().playing() == 0);
    assertThat(CameraForTests.pictures(hold.feed())).isZero();
  }

  @Test
  void aCameraSharedAlwaysIsPulledUntilItIsNotShared() {
    var door = street.sim.add("door", Scene.ALLEY.clip());
    var camera = house.add(street.sim.urlOf("door"));
    house.unasked.put(camera, Unasked.always(WeeklySchedule.always(), ZoneOffset.UTC));
    street.feeds.reconsiderUnasked();
    await().atMost(Duration.ofSeconds(5)).until(() -> door.counts().playing() == 1);

    house.unasked.clear();
    street.feeds.consentChanged(camera);

    assertThat(street.feeds.find(camera)).isEmpty();
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(1))
        .until(() -> door.counts().playing() == 0);
  }

  @Test
  void moreThanTenCamerasAtOnceAllComeBackWhenTheyStall() {
    var holds = new ArrayList<Feeds.Hold>();
    for (var i = 0; i < 12; i++) {
      street.sim.add("cam" + i, Scene.ALLEY.smallClip());
      holds.add(street.feeds.hold(house.add(street.sim.urlOf("cam" + i))));
    }
    holds.forEach(this::awaitDelivery);

    street.sim.cameras().forEach(one -> one.faults().stall(true));
    holds.forEach(hold -> awaitLoss(hold, StreamProblem.STALLED, 6000));

    street.sim.cameras().forEach(one -> one.faults().clear());
    holds.forEach(this::awaitDelivery);
  }

  private void startOver(CameraId camera) {
    assertThat(street.feeds.find(camera)).isPresent();
    street.feeds.stop();
    street.feeds.start();
  }

  private void awaitDelivery(Feeds.Hold hold) {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> hold.feed().health().state() instanceof FeedState.Delivering);
  }

  private void awaitLoss(Feeds.Hold hold, StreamProblem problem, long millis) {
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofMillis(millis))
        .untilAsserted(() -> assertThat(hold.feed().problem()).isEqualTo(problem));
  }

  /// Listens where nobody may call.
  private static final class Canary implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    private final List<Socket> callers = new CopyOnWriteArrayList<>();

    Canary() throws IOException {
      Thread.ofVirtual()
          .start(() -> {
            try {
              while (true) {
                // Kept open, so that the caller waits for an answer that does not come.
                callers.add(socket.accept());
              }
            } catch (IOException closed) {
              // The test is over.
            }
          });
    }

    String url() {
      return "rtsp://127.0.0.1:" + socket.getLocalPort() + "/elsewhere";
    }

    int calls() {
      return callers.size();
    }

    @Override
    public void close() throws IOException {
      socket.close();
      for (var caller : callers) {
        caller.close();
      }
    }
  }

  private Screen watch(CameraId camera) {
    return Screen.of(street.feeds.hold(camera).feed());
  }

  /// Every picture is the one after the one before: none lost, none twice.
  private static void assertConsecutive(DecodedVideo video, int frames) {
    var codes = video.barcodes();
    for (var i = 1; i < codes.size(); i++) {
      assertThat(codes.get(i) & 0xFF)
          .as("picture %s of %s", i, codes)
          .isEqualTo(((codes.get(i - 1) & 0xFF) + 1) % frames);
    }
  }

  private static List<Film> films(Feed feed, Window window) {
    try (var taken = Taken.of(feed, feed.recent(window, null), null)) {
      return Film.of(taken.shots());
    }
  }

  private static DecodedVideo decoded(Film film) throws IOException {
    var file = new ByteArrayOutputStream();
    film.write(file, (_, _) -> {});
    return DecodedVideo.of(file.toByteArray());
  }
}
