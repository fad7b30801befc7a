package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.porchlight.camerasim.Scene;
import org.porchlight.consent.WeeklySchedule;
import org.porchlight.registry.CameraId;
import org.springframework.util.unit.DataSize;

/// What becomes of feeds when there is not room for all of them, with real cameras.
class RoomTests {

  static final FeedSettings SETTINGS = CameraForTests.quick();

  @RegisterExtension final Street street = new Street();
  final CameraForTests house = street.house;

  @Test
  void theNewestWaitsAndIsToldAndBeginsByItselfWhenAnotherLeaves() {
    open(room(2));
    var first = street.feeds.hold(camera("a"));
    var second = street.feeds.hold(camera("b"));
    awaitPictures(first);
    awaitPictures(second);

    var third = street.feeds.hold(camera("c"));
    var viewing = new Viewing(1_000_000);
    third.feed().add(viewing);

    assertThat(third.feed().health().state()).isInstanceOf(FeedState.Waiting.class);
    assertThat(third.feed().problem()).isEqualTo(StreamProblem.NO_ROOM);
    assertThat(house.shortages).contains(new Shortage(0, 1, 0));
    assertThat(street.sim.camera("c").counts().playing()).isZero();
    first.close();
    awaitPictures(third);
    assertThat(second.feed().health().reconnects()).isZero();
    assertThat(street.feeds.shortage()).isEqualTo(Shortage.NONE);
  }

  @Test
  void whoWaitsKeepsItsPlaceInTheQueue() {
    open(room(1));
    var first = street.feeds.hold(camera("a"));
    var second = street.feeds.hold(camera("b"));
    var third = street.feeds.hold(camera("c"));
    awaitPictures(first);

    first.close();

    awaitPictures(second);
    assertThat(third.feed().health().state()).isInstanceOf(FeedState.Waiting.class);
  }

  @Test
  void aPreEventBufferMakesRoomForWhoeverWasLetIn() {
    open(room(1));
    var porch = camera("porch");
    buffered(porch, Duration.ofSeconds(10));
    awaitPictures(street.feeds.find(porch).orElseThrow());

    var door = street.feeds.hold(camera("door"));

    awaitPictures(door);
    assertThat(street.feeds.shortage()).isEqualTo(new Shortage(0, 0, 1));
    assertThat(CameraForTests.pictures(street.feeds.find(porch).orElseThrow())).isZero();
    door.close();
    awaitPictures(street.feeds.find(porch).orElseThrow());
  }

  @Test
  void aBufferThatSomebodyIsLetInToIsNotTakenAway() {
    open(room(1));
    var porch = camera("porch");
    buffered(porch, Duration.ofSeconds(10));
    var feed = street.feeds.find(porch).orElseThrow();
    awaitPictures(feed);

    var hold = street.feeds.hold(porch);
    var other = street.feeds.hold(camera("other"));

    assertThat(hold.feed()).isSameAs(feed);
    assertThat(CameraForTests.pictures(feed)).isPositive();
    assertThat(other.feed().problem()).isEqualTo(StreamProblem.NO_ROOM);
  }

  @Test
  void whatWasReadEarlierNeverTakesThePlaceOfWhatWasReadLater() throws Exception {
    open(CameraForTests.AMPLE);
    var porch = camera("porch");
    var read = new CountDownLatch(1);
    var handOver = new CountDownLatch(1);
    house.afterReading =
        () -> {
          house.afterReading = () -> {};
          read.countDown();
          await().until(() -> handOver.getCount() == 0);
        };
    var early = Thread.ofVirtual().start(street.feeds::reconsiderUnasked);
    read.await();

    house.unasked.put(
        porch, Unasked.buffered(Duration.ofSeconds(3), WeeklySchedule.always(), ZoneOffset.UTC));
    var late = Thread.ofVirtual().start(street.feeds::reconsiderUnasked);
    await().until(() -> late.getState() == Thread.State.WAITING || !late.isAlive());
    handOver.countDown();
    early.join();
    late.join();

    await().during(Duration.ofMillis(600)).until(() -> street.feeds.find(porch).isPresent());
  }

  @Test
  void aBufferKeepsNoMoreThanItsOwnerAllows() {
    open(CameraForTests.AMPLE);
    var porch = camera("porch");
    buffered(porch, Duration.ofSeconds(3));
    var feed = street.feeds.find(porch).orElseThrow();
    awaitPictures(feed);

    await()
        .atMost(Duration.ofSeconds(15))
        .until(() ->
            feed.health().state() instanceof FeedState.Delivering(var since)
                && Duration.between(since, java.time.Instant.now()).toSeconds() >= 7);

    try (var slice = feed.recent(Duration.ofHours(1))) {
      var entries = slice.entries();
      var group = feed.health().keyframeDistance();
      assertThat(group).isNotNull();
      assertThat(Duration.between(entries.getFirst().arrived(), entries.getLast().arrived()))
          .isLessThanOrEqualTo(Duration.ofSeconds(3).plus(group));
    }
  }

  @Test
  void nothingIsPulledUnaskedInBlackoutHours() {
    open(CameraForTests.AMPLE);
    var porch = camera("porch");
    house.unasked.put(porch, Unasked.always(WeeklySchedule.never(), ZoneOffset.UTC));
    street.feeds.reconsiderUnasked();
    assertThat(street.feeds.find(porch)).isEmpty();

    house.unasked.put(porch, Unasked.always(WeeklySchedule.always(), ZoneOffset.UTC));
    street.feeds.reconsiderUnasked();
    awaitPictures(street.feeds.find(porch).orElseThrow());

    house.unasked.put(porch, Unasked.always(WeeklySchedule.never(), ZoneOffset.UTC));
    street.feeds.reconsiderUnasked();
    assertThat(street.feeds.find(porch)).isEmpty();
  }

  @Test
  void ringsOfCamerasThatNobodyLooksAtBecomeShortBeforeAnybodyWaits() {
    var usual = DataSize.ofKilobytes(100);
    open(new RoomSettings(usual, 1L << 40, 10, usual, 0, Duration.ofSeconds(2)));
    var corner = camera("corner");
    house.unasked.put(corner, Unasked.always(WeeklySchedule.always(), ZoneOffset.UTC));
    street.feeds.reconsiderUnasked();

    // What it takes is known after a few seconds, and is more than there is.
    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> street.feeds.shortage().shortened() + street.feeds.shortage().waiting() > 0);
    assertThat(house.shortages.getFirst()).isIn(new Shortage(1, 0, 0), new Shortage(0, 1, 0));
  }

  @Test
  void aCameraThatIsGoneLeavesNoPicturesBehind() {
    open(CameraForTests.AMPLE);
    var hold = street.feeds.hold(camera("door"));
    awaitPictures(hold);
    hold.feed().reach(Duration.ofSeconds(1), false);
    street.sim.close();

    // Every second it is looked at what is too old; here at once.
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> {
          hold.feed().reach(Duration.ofSeconds(1), false);
          return CameraForTests.pictures(hold.feed()) == 0;
        });
  }

  private void open(RoomSettings room) {
    street.use(house.feeds(SETTINGS, room, CameraForTests.source(SETTINGS, FeedSettings.Rtsp.OWN)));
  }

  private static RoomSettings room(int feeds) {
    return new RoomSettings(
        DataSize.ofGigabytes(4),
        4_000_000_000L,
        feeds,
        DataSize.ofMegabytes(8),
        2_000_000,
        Duration.ofSeconds(10));
  }

  private CameraId camera(String name) {
    street.sim.add(name, Scene.ALLEY.clip());
    return house.add(street.sim.urlOf(name));
  }

  private void buffered(CameraId camera, Duration reach) {
    house.unasked.put(camera, Unasked.buffered(reach, WeeklySchedule.always(), ZoneOffset.UTC));
    street.feeds.reconsiderUnasked();
  }

  private static void awaitPictures(Feeds.Hold hold) {
    awaitPictures(hold.feed());
  }

  private static void awaitPictures(Feed feed) {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> feed.health().state() instanceof FeedState.Delivering);
  }
}
