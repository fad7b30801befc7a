package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.camerasim.CameraSim;
import org.porchlight.camerasim.Scene;
import org.porchlight.feeds.media.Ring.Entry;
import org.porchlight.feeds.media.Timeline;

/// Small streams that nobody looks at are read several pictures at once, and nothing else is.
class NapTests {

  /// What is read at once arrives at once.
  static final long TOGETHER = Timeline.TICKS * 15L / 1000;

  static final int ENOUGH = 30;

  final CameraForTests house = new CameraForTests();
  CameraSim sim;
  Feeds feeds;

  @BeforeEach
  void start() throws IOException {
    sim = CameraSim.start(0);
    feeds = house.feeds(CameraForTests.quick());
    feeds.start();
  }

  @AfterEach
  void stop() {
    feeds.stop();
    sim.close();
  }

  @Test
  void smallStreamThatNobodyWatchesIsReadSeveralPicturesAtOnce() throws IOException {
    sim.add("door", Scene.CROSSING.clip());
    var hold = feeds.hold(house.add(sim.urlOf("door")));

    await().atMost(Duration.ofSeconds(30)).until(() -> readsOf(newest(hold)) <= ENOUGH / 2);

    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> Math.round(hold.feed().health().framesPerSecond()) == 15);
    assertThat(hold.feed().health().gaps()).isZero();
  }

  @Test
  void viewerGetsEveryPictureWhenItIsThere() throws IOException {
    sim.add("door", Scene.CROSSING.clip());
    var hold = feeds.hold(house.add(sim.urlOf("door")));
    await().atMost(Duration.ofSeconds(30)).until(() -> readsOf(newest(hold)) <= ENOUGH / 2);

    CameraForTests.Screen.of(hold.feed());

    await().atMost(Duration.ofSeconds(30)).until(() -> readsOf(newest(hold)) >= ENOUGH * 2 / 3);
  }

  @Test
  void napIsOverWhenTheCameraDiesAndWhenNobodyNeedsIt() throws IOException {
    var door = sim.add("door", Scene.CROSSING.clip());
    var hold = feeds.hold(house.add(sim.urlOf("door")));
    await().atMost(Duration.ofSeconds(30)).until(() -> readsOf(newest(hold)) <= ENOUGH / 2);

    door.faults().stall(true);
    await()
        .atMost(Duration.ofSeconds(4))
        .until(() -> hold.feed().problem() == StreamProblem.STALLED);
    door.faults().clear();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> hold.feed().totals().reconnects() == 1 && readsOf(newest(hold)) <= ENOUGH / 2);

    hold.close();
    await().atMost(Duration.ofSeconds(2)).until(() -> door.counts().playing() == 0);
  }

  /// The newest pictures of one connection, if there are enough.
  static List<Entry> newest(Feeds.Hold hold) {
    try (var slice = hold.feed().recent(Duration.ofSeconds(20))) {
      var entries = slice.entries();
      return entries.subList(Math.max(0, entries.size() - ENOUGH), entries.size());
    }
  }

  /// How often the socket was read for them.
  static int readsOf(List<Entry> pictures) {
    if (pictures.size() < ENOUGH) {
      return ENOUGH;
    }
    var reads = 1;
    for (var i = 1; i < pictures.size(); i++) {
      if (pictures.get(i).arrival() - pictures.get(i - 1).arrival() > TOGETHER) {
        reads++;
      }
    }
    return reads;
  }
}
