package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.porchlight.camerasim.Scene;
import org.porchlight.feeds.media.Timeline;

/// Small streams that nobody looks at are read several pictures at once, and nothing else is.
class NapTests {

  static final int ENOUGH = 30;

  @RegisterExtension final Street street = new Street();
  final CameraForTests house = street.house;

  @Test
  void smallStreamThatNobodyWatchesIsReadSeveralPicturesAtOnce() throws IOException {
    street.sim.add("door", Scene.CROSSING.clip());
    var hold = street.feeds.hold(house.add(street.sim.urlOf("door")));

    await().atMost(Duration.ofSeconds(60)).until(() -> readsFor(hold, ENOUGH) <= ENOUGH / 4);

    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> Math.round(hold.feed().health().framesPerSecond()) == 15);
    assertThat(hold.feed().health().gaps()).isZero();
  }

  @Test
  void theClockOfACameraThatIsLeftAloneIsNotTakenToBeBehind() throws IOException {
    street.sim.add("door", Scene.CROSSING.clip());
    var hold = street.feeds.hold(house.add(street.sim.urlOf("door")));
    await().atMost(Duration.ofSeconds(60)).until(() -> readsFor(hold, ENOUGH) <= ENOUGH / 4);

    // Its reports come every five seconds.
    readsFor(hold, ENOUGH * 8);

    assertThat(hold.feed().health().clockOffset()).isNotNull();
    assertThat(hold.feed().health().clockOffset().abs()).isLessThan(Duration.ofMillis(300));
  }

  @Test
  void picturesThatAreReadTogetherArrivedOneAfterTheOther() throws IOException {
    street.sim.add("door", Scene.CROSSING.clip());
    var hold = street.feeds.hold(house.add(street.sim.urlOf("door")));
    await().atMost(Duration.ofSeconds(60)).until(() -> readsFor(hold, ENOUGH) <= ENOUGH / 4);

    var before = Instant.now();
    readsFor(hold, ENOUGH * 2);

    var apart = new ArrayList<Long>();
    try (var slice = hold.feed().recent(Duration.ofSeconds(20))) {
      var pictures =
          slice.entries().stream().filter(entry -> entry.arrived().isAfter(before)).toList();
      for (var i = 1; i < pictures.size(); i++) {
        apart.add(pictures.get(i).arrival() - pictures.get(i - 1).arrival());
      }
      assertThat(pictures.getLast().arrived()).isBeforeOrEqualTo(Instant.now());
    }
    assertThat(apart).hasSizeGreaterThan(ENOUGH / 2).allMatch(distance -> distance >= 0);
    var sorted = apart.stream().sorted().toList();
    assertThat(sorted.get(sorted.size() / 2))
        .isBetween(Timeline.TICKS / 15L * 9 / 10, Timeline.TICKS / 15L * 11 / 10);
  }

  @Test
  void viewerGetsEveryPictureWhenItIsThere() throws IOException {
    street.sim.add("door", Scene.CROSSING.clip());
    var hold = street.feeds.hold(house.add(street.sim.urlOf("door")));
    await().atMost(Duration.ofSeconds(60)).until(() -> readsFor(hold, ENOUGH) <= ENOUGH / 4);

    CameraForTests.Screen.of(hold.feed());

    await().atMost(Duration.ofSeconds(60)).until(() -> readsFor(hold, ENOUGH) >= ENOUGH * 2 / 3);
  }

  @Test
  void napIsOverWhenTheCameraDiesAndWhenNobodyNeedsIt() throws IOException {
    var door = street.sim.add("door", Scene.CROSSING.clip());
    var hold = street.feeds.hold(house.add(street.sim.urlOf("door")));
    await().atMost(Duration.ofSeconds(60)).until(() -> readsFor(hold, ENOUGH) <= ENOUGH / 4);

    door.faults().stall(true);
    await()
        .atMost(Duration.ofSeconds(4))
        .until(() -> hold.feed().problem() == StreamProblem.STALLED);
    door.faults().clear();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> hold.feed().totals().reconnects() == 1 && readsFor(hold, ENOUGH) <= ENOUGH / 4);

    hold.close();
    await().atMost(Duration.ofSeconds(2)).until(() -> door.counts().playing() == 0);
  }

  /// How often the socket was read until so many more pictures were there: what is read at once is
  /// there at once.
  static int readsFor(Feeds.Hold hold, int pictures) {
    var begun = hold.feed().totals().pictures();
    var seen = new HashSet<Long>();
    await()
        .atMost(Duration.ofSeconds(20))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> {
          var now = hold.feed().totals().pictures();
          seen.add(now);
          return now - begun >= pictures;
        });
    return seen.size() - 1;
  }
}
