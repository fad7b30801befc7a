package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.porchlight.camerasim.DialRefused;
import org.porchlight.camerasim.Scene;
import org.porchlight.camerasim.SimCamera;
import org.porchlight.consent.WeeklySchedule;
import org.porchlight.feeds.CameraForTests.Screen;
import org.porchlight.feeds.media.Ring.Entry;
import org.porchlight.feeds.pull.push.Invitation;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.PublishKey;
import org.porchlight.testing.Ffprobe;

/// Simulated cameras behind a router: they dial in and publish, and everything behind the door is
/// as for those that are connected to.
class DialInTests {

  static final Duration LONG = Duration.ofSeconds(10);

  @RegisterExtension final Street street = new Street();
  final CameraForTests house = street.house;
  SimCamera device;
  CameraId camera;
  private int port;

  @BeforeEach
  void start() throws IOException {
    device = street.sim.add("yard", Scene.HOUSE_FRONT.clip());
    camera = house.dialsIn("yardpath");
    port = house.door.listen(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), null);
  }

  @Test
  void aCameraThatDialsInIsSeenLiveAndInAClip() throws Exception {
    dial();
    try (var hold = street.feeds.hold(camera)) {
      var screen = Screen.of(hold.feed());
      await().atMost(LONG).until(() -> pictures(hold) > 45);

      assertThat(hold.feed().health().gaps()).isZero();
      assertThat(house.door.presence(camera))
          .hasValueSatisfying(here -> {
            assertThat(here.taken()).isTrue();
            assertThat(here.secure()).isFalse();
          });
      assertThat(Ffprobe.complaints(screen.received())).isEmpty();
      var all = hold.feed().recent(new Window.Last(Duration.ofMinutes(1)), null);
      try (var taken = Taken.of(hold.feed(), all, null)) {
        var films = Film.of(taken.shots(), taken.sounds());
        var file = new ByteArrayOutputStream();
        films.getFirst().write(file, (_, _) -> {});
        assertThat(films).hasSize(1);
        assertThat(Ffprobe.complaints(file.toByteArray())).isEmpty();
      }
    }
  }

  @Test
  void nothingIsKeptOfACameraThatNobodyMayLookAt() throws Exception {
    var before = CameraForTests.POOL.bytesInUse();
    dial();

    await().atMost(LONG).until(() -> device.counts().bytes() > 60_000);
    assertThat(house.door.presence(camera))
        .hasValueSatisfying(here -> assertThat(here.taken()).isFalse());
    assertThat(street.feeds.find(camera)).isEmpty();
    assertThat(CameraForTests.POOL.bytesInUse()).isEqualTo(before);

    // Somebody is let in: the first picture is the next keyframe, and nothing that came before.
    var hold = street.feeds.hold(camera);
    var from = java.time.Instant.now();
    await().atMost(LONG).until(() -> pictures(hold) > 0);
    try (var slice = hold.feed().recent(Duration.ofMinutes(1))) {
      var first = slice.entries().getFirst();
      assertThat(first.key()).isTrue();
      assertThat(first.arrived()).isAfter(from);
    }

    // And when nobody is left, the camera goes on sending, and nothing is kept again.
    hold.close();
    await().atMost(LONG).until(() -> street.feeds.find(camera).isEmpty());
    await().atMost(LONG).until(() -> CameraForTests.POOL.bytesInUse() == before);
    var sent = device.counts().bytes();
    await().atMost(LONG).until(() -> device.counts().bytes() > sent + 30_000);
    assertThat(house.door.presence(camera))
        .hasValueSatisfying(here -> assertThat(here.taken()).isFalse());
    assertThat(CameraForTests.POOL.bytesInUse()).isEqualTo(before);
    assertThat(device.counts().plays()).isEqualTo(1);
  }

  @Test
  void aCameraThatIsAlwaysSharedIsTakenAsSoonAsItDialsIn() throws Exception {
    house.unasked.put(camera, Unasked.always(WeeklySchedule.always(), ZoneOffset.UTC));
    street.feeds.reconsiderUnasked();
    await().atMost(LONG).until(() -> problem() == StreamProblem.NOT_DIALLED_IN);

    dial();

    // Its keyframes are two seconds apart.
    await().atMost(Duration.ofSeconds(4)).until(() -> isDelivering());
  }

  @Test
  void theSwitchEndsItAtOnceAndSendsItAway() throws Exception {
    dial();
    var hold = street.feeds.hold(camera);
    await().atMost(LONG).until(() -> pictures(hold) > 5);

    house.expect("yardpath", false, false);
    house.door.recheck(camera);

    await().atMost(Duration.ofSeconds(1)).until(() -> device.counts().playing() == 0);
    assertThat(house.door.presence(camera)).isEmpty();
    assertThatExceptionOfType(DialRefused.class)
        .isThrownBy(this::dial)
        .satisfies(refused -> {
          assertThat(refused.status()).isEqualTo(403);
          assertThat(refused.retryAfter()).isEqualTo("60");
        });
    assertThat(house.desk).contains("refused SWITCHED_OFF");
    hold.close();
  }

  @Test
  void aRenewedKeyEndsWhatTheOldOneBegan() throws Exception {
    dial();
    await().atMost(LONG).until(() -> house.door.presence(camera).isPresent());

    house.expected.put(
        "yardpath", new Invitation(camera, PublishKey.of(2, "renewed"), true, false));
    house.door.recheck(camera);

    await().atMost(Duration.ofSeconds(1)).until(() -> device.counts().playing() == 0);
    assertThatExceptionOfType(DialRefused.class)
        .isThrownBy(this::dial)
        .satisfies(refused -> assertThat(refused.status()).isEqualTo(401));
    street.sim.dial("yard", url("yardpath"), "camera", "renewed");
    await().atMost(LONG).until(() -> house.door.presence(camera).isPresent());
  }

  @Test
  void aCameraThatFallsSilentIsFoundWhetherSomebodyLooksOrNot() throws Exception {
    dial();
    var hold = street.feeds.hold(camera);
    await().atMost(LONG).until(() -> isDelivering());
    device.faults().stall(true);
    await().atMost(LONG).until(() -> house.news.contains("lost STALLED"));
    assertThat(house.door.presence(camera)).isEmpty();
    hold.close();

    device.faults().stall(false);
    dial();
    await().atMost(LONG).until(() -> house.door.presence(camera).isPresent());
    device.faults().hang(true);
    await().atMost(LONG).until(() -> house.door.presence(camera).isEmpty());
    assertThat(house.desk).containsOnly("left STALLED");
  }

  @Test
  void aCameraThatSendsNoKeyframesIsFound() throws Exception {
    device.faults().noKeyframes(true);
    dial();
    try (var _ = street.feeds.hold(camera)) {
      await().atMost(Duration.ofSeconds(20)).until(() -> isLost(StreamProblem.NO_KEYFRAMES));
    }
  }

  @Test
  void aCameraThatComesBackIsUsedAtOnce() throws Exception {
    dial();
    try (var hold = street.feeds.hold(camera)) {
      await().atMost(LONG).until(() -> isDelivering());
      device.faults().drop();
      await().atMost(LONG).until(() -> house.door.presence(camera).isEmpty());
      await().atMost(LONG).until(() -> problem() == StreamProblem.NOT_DIALLED_IN);
      var reconnects = hold.feed().health().reconnects();

      dial();

      await().atMost(Duration.ofSeconds(4)).until(() -> isDelivering());
      assertThat(hold.feed().health().reconnects()).isEqualTo(reconnects + 1);
    }
  }

  @Test
  void ofTwoThatDialInAsOneCameraTheLaterIsRight() throws Exception {
    dial();
    var hold = street.feeds.hold(camera);
    await().atMost(LONG).until(() -> isDelivering());
    var other = street.sim.add("other", Scene.PARKING_LOT.clip());

    street.sim.dial("other", url("yardpath"), "camera", "right");

    await().atMost(Duration.ofSeconds(2)).until(() -> device.counts().playing() == 0);
    await().atMost(LONG).until(() -> isDelivering());
    assertThat(other.counts().playing()).isEqualTo(1);
    assertThat(house.desk).isEmpty();
    hold.close();
  }

  @Test
  void jumpsOfItsClockAreCutAndTheFilmGoesOn() throws Exception {
    dial();
    try (var hold = street.feeds.hold(camera)) {
      await().atMost(LONG).until(() -> pictures(hold) > 10);
      device.faults().jumpTimestamps(Duration.ofHours(-2));
      await().atMost(LONG).until(() -> pictures(hold) > 40);
      device.faults().jumpTimestamps(Duration.ofHours(9));
      await().atMost(LONG).until(() -> pictures(hold) > 70);

      try (var slice = hold.feed().recent(Duration.ofMinutes(1))) {
        assertThat(slice.entries()).extracting((Entry entry) -> entry.stamp().decode()).isSorted();
      }
    }
  }

  @Test
  void soundIsNotSetUpUnlessItsOwnerSwitchedItOn() throws Exception {
    dial();
    await().atMost(LONG).until(() -> house.door.presence(camera).isPresent());
    assertThat(device.counts().playing()).isEqualTo(1);
    var silent = device.counts().soundPackets();
    assertThat(silent).isZero();

    house.heard.add(camera);
    house.expect("yardpath", true, true);
    house.door.recheck(camera);
    await().atMost(LONG).until(() -> device.counts().playing() == 0);
    dial();
    try (var hold = street.feeds.hold(camera)) {
      await().atMost(LONG).until(() -> pictures(hold) > 30);
      var all = hold.feed().recent(new Window.Last(Duration.ofMinutes(1)), null);
      try (var taken = Taken.of(hold.feed(), all, null)) {
        assertThat(taken.sounds()).isNotEmpty();
      }

      // And off again: the connection with sound in it ends, and what was heard is gone.
      house.heard.remove(camera);
      house.expect("yardpath", true, false);
      street.feeds.consentChanged(camera);
      house.door.recheck(camera);
      await().atMost(Duration.ofSeconds(1)).until(() -> device.counts().playing() == 0);
      assertThat(hold.feed().hears()).isFalse();
    }
  }

  private void dial() throws IOException {
    street.sim.dial("yard", url("yardpath"), "camera", "right");
  }

  private String url(String path) {
    return "rtsp://127.0.0.1:" + port + "/" + path;
  }

  private StreamProblem problem() {
    return street.feeds.find(camera).map(Feed::problem).orElse(StreamProblem.NONE_YET);
  }

  private boolean isLost(StreamProblem problem) {
    return house.news.stream().anyMatch(line -> line.endsWith(problem.name()));
  }

  private boolean isDelivering() {
    return street
        .feeds
        .find(camera)
        .filter(feed -> feed.state() instanceof FeedState.Delivering)
        .isPresent();
  }

  private static int pictures(Feeds.Hold hold) {
    try (var slice = hold.feed().recent(Duration.ofMinutes(1))) {
      return slice.entries().size();
    }
  }
}
