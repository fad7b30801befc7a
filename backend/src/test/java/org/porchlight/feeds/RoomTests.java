package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.camerasim.CameraSim;
import org.porchlight.camerasim.Scene;
import org.porchlight.consent.WeeklySchedule;
import org.porchlight.registry.CameraId;
import org.springframework.util.unit.DataSize;

/// What becomes of feeds when there is not room for all of them, with real cameras.
class RoomTests {

  static final FeedSettings SETTINGS = CameraForTests.quick();

  final CameraForTests house = new CameraForTests();
  CameraSim sim;
  Feeds feeds;

  @BeforeEach
  void start() throws IOException {
    sim = CameraSim.start(0);
  }

  @AfterEach
  void stop() {
    feeds.stop();
    sim.close();
  }

  @Test
  void theNewestWaitsAndIsToldAndBeginsByItselfWhenAnotherLeaves() {
    open(room(2));
    var first = feeds.hold(camera("a"));
    var second = feeds.hold(camera("b"));
    awaitPictures(first);
    awaitPictures(second);

    var third = feeds.hold(camera("c"));
    var viewing = new Viewing(1_000_000);
    third.feed().add(viewing);

    assertThat(third.feed().health().state()).isInstanceOf(FeedState.Waiting.class);
    assertThat(third.feed().problem()).isEqualTo(StreamProblem.NO_ROOM);
    assertThat(house.shortages).contains(new Shortage(0, 1, 0));
    assertThat(sim.camera("c").counts().playing()).isZero();
    first.close();
    awaitPictures(third);
    assertThat(second.feed().health().reconnects()).isZero();
    assertThat(feeds.shortage()).isEqualTo(Shortage.NONE);
  }

  @Test
  void whoWaitsKeepsItsPlaceInTheQueue() {
    open(room(1));
    var first = feeds.hold(camera("a"));
    var second = feeds.hold(camera("b"));
    var third = feeds.hold(camera("c"));
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
    awaitPictures(feeds.find(porch).orElseThrow());

    var door = feeds.hold(camera("door"));

    awaitPictures(door);
    assertThat(feeds.shortage()).isEqualTo(new Shortage(0, 0, 1));
    assertThat(feeds.find(porch).orElseThrow().recent(Duration.ofHours(1)).entries()).isEmpty();
    door.close();
    awaitPictures(feeds.find(porch).orElseThrow());
  }

  @Test
  void aBufferThatSomebodyIsLetInToIsNotTakenAway() {
    open(room(1));
    var porch = camera("porch");
    buffered(porch, Duration.ofSeconds(10));
    var feed = feeds.find(porch).orElseThrow();
    awaitPictures(feed);

    var hold = feeds.hold(porch);
    var other = feeds.hold(camera("other"));

    assertThat(hold.feed()).isSameAs(feed);
    assertThat(feed.recent(Duration.ofHours(1)).entries()).isNotEmpty();
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
    var early = Thread.ofVirtual().start(feeds::reconsiderUnasked);
    read.await();

    house.unasked.put(
        porch, Unasked.buffered(Duration.ofSeconds(3), WeeklySchedule.always(), ZoneOffset.UTC));
    var late = Thread.ofVirtual().start(feeds::reconsiderUnasked);
    await().until(() -> late.getState() == Thread.State.WAITING || !late.isAlive());
    handOver.countDown();
    early.join();
    late.join();

    await().during(Duration.ofMillis(600)).until(() -> feeds.find(porch).isPresent());
  }

  @Test
  void aBufferKeepsNoMoreThanItsOwnerAllows() {
    open(CameraForTests.AMPLE);
    var porch = camera("porch");
    buffered(porch, Duration.ofSeconds(3));
    var feed = feeds.find(porch).orElseThrow();
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
    feeds.reconsiderUnasked();
    assertThat(feeds.find(porch)).isEmpty();

    house.unasked.put(porch, Unasked.always(WeeklySchedule.always(), ZoneOffset.UTC));
    feeds.reconsiderUnasked();
    awaitPictures(feeds.find(porch).orElseThrow());

    house.unasked.put(porch, Unasked.always(WeeklySchedule.never(), ZoneOffset.UTC));
    feeds.reconsiderUnasked();
    assertThat(feeds.find(porch)).isEmpty();
  }

  @Test
  void ringsOfCamerasThatNobodyLooksAtBecomeShortBeforeAnybodyWaits() {
    var usual = DataSize.ofKilobytes(100);
    open(new RoomSettings(usual, 1L << 40, 10, usual, 0, Duration.ofSeconds(2)));
    var street = camera("street");
    house.unasked.put(street, Unasked.always(WeeklySchedule.always(), ZoneOffset.UTC));
    feeds.reconsiderUnasked();

    // What it takes is known after a few seconds, and is more than there is.
    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> feeds.shortage().shortened() + feeds.shortage().waiting() > 0);
    assertThat(house.shortages.getFirst()).isIn(new Shortage(1, 0, 0), new Shortage(0, 1, 0));
  }

  @Test
  void aCameraThatIsGoneLeavesNoPicturesBehind() {
    open(CameraForTests.AMPLE);
    var hold = feeds.hold(camera("door"));
    awaitPictures(hold);
    hold.feed().reach(Duration.ofSeconds(1), false);
    sim.close();

    // Every second it is looked at what is too old; here at once.
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> {
          hold.feed().reach(Duration.ofSeconds(1), false);
          return hold.feed().recent(Duration.ofHours(1)).entries().isEmpty();
        });
  }

  private void open(RoomSettings room) {
    feeds = house.feeds(SETTINGS, room, CameraForTests.source(SETTINGS, FeedSettings.Rtsp.OWN));
    feeds.start();
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
    sim.add(name, Scene.ALLEY.clip());
    return house.add(sim.urlOf(name));
  }

  private void buffered(CameraId camera, Duration reach) {
    house.unasked.put(camera, Unasked.buffered(reach, WeeklySchedule.always(), ZoneOffset.UTC));
    feeds.reconsiderUnasked();
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
