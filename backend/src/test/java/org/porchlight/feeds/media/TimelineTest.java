package org.porchlight.feeds.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

  /// A picture at 15 frames a second.
  static final long FRAME = 6000;

  final Timeline timeline = new Timeline();

  @Test
  void distancesAreTheCamerasNotTheNetworks() {
    var shows = new ArrayList<Long>();
    var arrivals = new long[] {0, 9_000, 9_100, 30_000, 30_001};
    for (var i = 0; i < arrivals.length; i++) {
      shows.add(timeline.stamp(1_000_000 + i * FRAME, arrivals[i]).show());
    }

    assertThat(shows).containsExactly(0L, FRAME, 2 * FRAME, 3 * FRAME, 4 * FRAME);
  }

  @Test
  void aFirstPictureWithoutATimeIsPlacedByOurClock() {
    assertThat(timeline.stamp(Timeline.NONE, 500).show()).isZero();
    assertThat(timeline.stamp(77 * FRAME, 500 + FRAME).show()).isEqualTo(FRAME);
    assertThat(timeline.stamp(78 * FRAME, 500 + FRAME).show()).isEqualTo(2 * FRAME);
  }

  @Test
  void aJumpOfTheCamerasClockIsAGapOfTheLengthWeSaw() {
    for (var jump : new long[] {3600L * 90_000, -3600L * 90_000}) {
      var line = new Timeline();
      line.stamp(10_000_000_000L, 0);
      line.stamp(10_000_000_000L + FRAME, FRAME);
      var after = line.stamp(10_000_000_000L + 2 * FRAME + jump, 3 * FRAME);

      assertThat(after.afterGap()).isTrue();
      assertThat(after.show()).isEqualTo(3 * FRAME);
      var next = line.stamp(10_000_000_000L + 3 * FRAME + jump, 4 * FRAME);
      assertThat(next)
          .isEqualTo(
              new Timeline.Stamp(
                  4 * FRAME, 4 * FRAME, false, 3, 10_000_000_000L + 3 * FRAME + jump));
    }
  }

  @Test
  void aClockThatDriftsIsFollowedAndNeverCalledAJump() {
    for (var millionths : new long[] {300, -300}) {
      var line = new Timeline();
      var arrival = 0L;
      // An hour, in which such a clock is off by a second.
      for (var i = 0L; i < 54_000; i++) {
        arrival = i * FRAME - i * FRAME * millionths / 1_000_000;
        var stamp = line.stamp(i * FRAME, arrival);
        assertThat(stamp.afterGap()).isFalse();
        assertThat(stamp.show()).isEqualTo(i * FRAME);
      }
      assertThat(Math.abs(53_999 * FRAME - arrival)).isGreaterThan(Timeline.TICKS);
    }
  }

  @Test
  void aNetworkThatStandsStillIsNoGap() {
    timeline.stamp(0, 0);
    var late = timeline.stamp(FRAME, 10L * 90_000);

    assertThat(late).isEqualTo(new Timeline.Stamp(FRAME, FRAME, false, 1, FRAME));
  }

  @Test
  void aFrozenClockIsReplacedByOursAndNotBelievedWhenItMovesOn() {
    timeline.stamp(5_000, 0);
    assertThat(timeline.stamp(5_000, FRAME).show()).isEqualTo(FRAME);
    assertThat(timeline.stamp(5_000, 2 * FRAME).show()).isEqualTo(2 * FRAME);
    // It makes up for what it missed; that time has passed already.
    assertThat(timeline.stamp(5_000 + 3 * FRAME, 3 * FRAME).show()).isEqualTo(3 * FRAME);
    assertThat(timeline.stamp(5_000 + 4 * FRAME, 4 * FRAME).show()).isEqualTo(4 * FRAME);
  }

  @Test
  void picturesThatComeInAnotherOrderAreDecodedInTheirs() {
    timeline.cut(1);
    // I P B B, shown as I B B P, twice.
    var order = new long[] {0, 3, 1, 2, 6, 4, 5, 9, 7, 8};
    var stamps = new ArrayList<Timeline.Stamp>();
    for (var i = 0; i < order.length; i++) {
      stamps.add(timeline.stamp(order[i] * FRAME, i * FRAME));
    }

    assertThat(stamps.stream().map(Timeline.Stamp::show))
        .containsExactlyElementsOf(
            java.util.Arrays.stream(order).mapToObj(at -> at * FRAME).toList());
    assertDecodable(stamps);
  }

  @Test
  void anOrderThatNobodyAnnouncedIsLearnt() {
    var order = new long[] {0, 2, 1, 4, 3, 6, 5, 8, 7};
    var stamps = new ArrayList<Timeline.Stamp>();
    for (var i = 0; i < order.length; i++) {
      stamps.add(timeline.stamp(order[i] * FRAME, i * FRAME));
    }

    assertDecodable(stamps);
    assertThat(timeline.reorder()).isEqualTo(1);
  }

  private static void assertDecodable(List<Timeline.Stamp> stamps) {
    var last = -1L;
    for (var stamp : stamps) {
      assertThat(stamp.decode()).isGreaterThan(last);
      assertThat(stamp.show()).isGreaterThanOrEqualTo(stamp.decode());
      last = stamp.decode();
    }
  }
}
