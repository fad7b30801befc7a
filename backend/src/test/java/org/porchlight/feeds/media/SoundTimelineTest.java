package org.porchlight.feeds.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SoundTimelineTest {

  static final SoundFormat AAC = new SoundFormat.Aac(16_000, 1);

  /// 1,024 samples at 16,000 a second.
  static final long FRAME = 1024L * Timeline.TICKS / 16_000;

  final SoundTimeline timeline = new SoundTimeline();

  @Test
  void distancesAreThoseOfTheCameraHoweverItArrives() {
    var first = stamp(7, 10 * FRAME);
    var second = stamp(7 + 1024, 12 * FRAME + 77);
    var third = stamp(7 + 2048, 12 * FRAME + 78);

    assertThat(second.place()).isEqualTo(first.place() + 1024);
    assertThat(third.place()).isEqualTo(first.place() + 2048);
    assertThat(third.afterGap()).isFalse();
  }

  @Test
  void whatIsMissingIsAGap() {
    stamp(0, 10 * FRAME);

    var later = stamp(5 * 1024, 15 * FRAME);

    assertThat(later.afterGap()).isTrue();
  }

  @Test
  void theCamerasReportsAreBelievedOnceAndByASecondAtMost() {
    stamp(0, 20 * FRAME);
    var moved = timeline.stamp(AAC, 1024, 1024, 21 * FRAME, 22 * FRAME);
    var stepped = timeline.stamp(AAC, 2048, 1024, 22 * FRAME, 999_999_999);

    assertThat(moved).isNotNull();
    assertThat(stepped).isNotNull();
    assertThat(moved.place()).isEqualTo(AAC.samples(22 * FRAME));
    assertThat(stepped.place()).isEqualTo(moved.place() + 1024);

    timeline.cut();
    var strange = timeline.stamp(AAC, 9, 1024, 90 * FRAME, 90 * FRAME + 3 * Timeline.TICKS);

    assertThat(strange).isNotNull();
    assertThat(strange.place()).isEqualTo(AAC.samples(90 * FRAME) - 1024);
  }

  @Test
  void soundThatJumpsAheadIsPlacedWhereItArrives() {
    stamp(0, 10 * FRAME);

    var jumped = stamp(16_000 * 3600, 11 * FRAME);

    assertThat(jumped.place()).isEqualTo(AAC.samples(11 * FRAME) - 1024);
  }

  @Test
  void soundThatDriftsAwayComesBackAfterAWhile() {
    var arrival = 10 * FRAME;
    var time = 0L;
    var last = stamp(time, arrival);
    // A tenth too slow.
    for (var i = 0; i < 400; i++) {
      arrival += FRAME * 11 / 10;
      time += 1024;
      var stamp = timeline.stamp(AAC, time, 1024, arrival, Timeline.NONE);
      last = stamp == null ? last : stamp;
    }

    assertThat(AAC.ticks(last.place())).isBetween(arrival - 2 * Timeline.TICKS, arrival);
  }

  @Test
  void aClockThatStandsStillOrRunsWildNeverGoesBackNorFarAway() {
    var random = new Random(3);
    var arrival = 1000L;
    var end = Long.MIN_VALUE;
    var time = 0L;
    for (var i = 0; i < 20_000; i++) {
      arrival += FRAME;
      time =
          switch (random.nextInt(6)) {
            case 0 -> time + random.nextInt();
            case 1 -> time;
            case 2 -> random.nextLong();
            default -> time + 1024;
          };
      var report = random.nextInt(3) == 0 ? random.nextLong() : Timeline.NONE;
      var stamp = timeline.stamp(AAC, time, 1024, arrival, report);
      if (random.nextInt(100) == 0) {
        timeline.cut();
      }
      if (stamp != null) {
        assertThat(stamp.place()).isGreaterThanOrEqualTo(end);
        assertThat(AAC.ticks(stamp.place()) - arrival)
            .isBetween(-10L * Timeline.TICKS, 4L * Timeline.TICKS);
        end = stamp.place() + 1024;
      }
    }
    assertThat(end).isPositive();
  }

  private SoundTimeline.Stamp stamp(long time, long arrival) {
    var stamp = timeline.stamp(AAC, time, 1024, arrival, Timeline.NONE);
    assertThat(stamp).isNotNull();
    return stamp;
  }
}
