package org.porchlight.feeds.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {

  static final long START = Long.MAX_VALUE - 3;

  final Pace pace = new Pace(START);
  long now = START;

  @Test
  void nothingIsBelievedOfACameraThatHasJustBegun() {
    send(1_000, 10);

    assertThat(pace.nap()).isZero();
  }

  @Test
  void cameraOfAQuarterMegabitIsLeftAloneForASecond() {
    send(32_000 / 10, 30);

    assertThat(pace.nap()).isEqualTo(Pace.LONG_NAP).isEqualTo(TimeUnit.SECONDS.toNanos(1));
  }

  @Test
  void cameraOfHalfAMegabitIsLeftAloneForHalfASecond() {
    send(64_000 / 10, 30);

    assertThat(pace.nap()).isEqualTo(Pace.SHORT_NAP);
  }

  @Test
  void whatIsExpectedOfANapFillsNotMoreThanTwoThirdsOfTheSmallestConnection() {
    for (var bytes = 100; bytes < 30_000; bytes += 100) {
      send(bytes, 60);

      assertThat(bytes * 10L * pace.nap() / 1_000_000_000).isLessThanOrEqualTo(64 * 1024 * 2 / 3);
    }
  }

  @Test
  void cameraOfTwoMegabitsIsNot() {
    send(250_000 / 10, 100);

    assertThat(pace.nap()).isZero();
  }

  @Test
  void cameraThatSendsMuchAtOnceIsReadAsItSendsUntilItIsQuietAgain() {
    send(3_200, 30);
    send(60_000, 1);
    assertThat(pace.nap()).isZero();

    send(3_200, 60);
    assertThat(pace.nap()).isPositive();
  }

  @Test
  void cameraThatSendsNothingIsLeftAlone() {
    send(0, 30);

    assertThat(pace.nap()).isPositive();
  }

  /// Ten times a second.
  void send(int bytes, int times) {
    for (var i = 0; i < times; i++) {
      now += TimeUnit.MILLISECONDS.toNanos(100);
      pace.read(bytes, now);
    }
  }
}
