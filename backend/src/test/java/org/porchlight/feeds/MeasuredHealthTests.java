package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.porchlight.camerasim.Scene;
import org.porchlight.registry.CameraId;

/// Every figure of a feed is measured on what a camera really sends.
class MeasuredHealthTests {

  @RegisterExtension final Street street = new Street();
  final CameraForTests house = street.house;

  @Test
  void everyFigureIsThereWhileTheCameraDelivers() {
    var device = street.sim.add("door", Scene.CROSSING.clip());
    var camera = house.add(device.url());
    var hold = street.feeds.hold(camera);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> hold.feed().health().keyframeDistance() != null);

    var health = hold.feed().health();
    assertThat(health.state()).isInstanceOf(FeedState.Delivering.class);
    assertThat(health.lastPacket()).isNotNull();
    assertThat(health.bitsPerSecond()).isPositive();
    assertThat(health.framesPerSecond()).isBetween(5.0, 60.0);
    assertThat(health.keyframeDistance()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(4));
    await().atMost(Duration.ofSeconds(20)).until(() -> hold.feed().health().clockOffset() != null);
    assertThat(hold.feed().health().clockOffset().abs()).isLessThan(Duration.ofSeconds(5));
    device.faults().drop();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> hold.feed().health().reconnects() == 1 && hold.feed().health().gaps() > 0);
  }

  @Test
  void aShortViewIsInTheBookAndTimeWithoutAPictureIsWantedAndNotDelivering() {
    var device = street.sim.add("door", Scene.CROSSING.clip());
    var camera = house.add(device.url());
    var silent = house.add("rtsp://127.0.0.1:1/nothing");
    var hold = street.feeds.hold(camera);
    var other = street.feeds.hold(silent);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> hold.feed().totals().delivering().toMillis() > 500);
    hold.close();
    other.close();
    await().atMost(Duration.ofSeconds(20)).until(() -> street.feeds.all().isEmpty());

    var ended = street.feeds.takeEnded();
    assertThat(street.feeds.takeEnded()).isEmpty();
    var delivered = totals(ended, camera);
    assertThat(delivered.pictures()).isPositive();
    assertThat(delivered.bytes()).isPositive();
    assertThat(delivered.delivering()).isPositive().isLessThanOrEqualTo(delivered.wanted());
    var never = totals(ended, silent);
    assertThat(never.wanted()).isPositive();
    assertThat(never.delivering()).isZero();
    assertThat(totals(ended, camera)).as("time stands still for it").isEqualTo(delivered);
  }

  private static Feed.Totals totals(java.util.List<Feeds.Ended> ended, CameraId camera) {
    return ended.stream()
        .filter(one -> one.camera().equals(camera))
        .findFirst()
        .orElseThrow()
        .feed()
        .totals();
  }
}
