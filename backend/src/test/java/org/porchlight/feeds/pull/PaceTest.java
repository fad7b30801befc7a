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

    assertThat(pace.isSmall()).isFalse();
  }

  @Test
  void cameraOfAQuarterMegabitIsSmall() {
    send(32_000 / 10, 30);

    assertThat(pace.isSmall()).isTrue();
  }

  @Test
  void cameraOfTwoMegabitsIsNot() {
    send(250_000 / 10, 100);

    assertThat(pace.isSmall()).isFalse();
  }

  @Test
  void cameraThatSendsMuchAtOnceIsReadAsItSendsUntilItIsQuietAgain() {
    send(3_200, 30);
    send(60_000, 1);
    assertThat(pace.isSmall()).isFalse();

    send(3_200, 60);
    assertThat(pace.isSmall()).isTrue();
  }

  @Test
  void cameraThatSendsNothingIsSmall() {
    send(0, 30);

    assertThat(pace.isSmall()).isTrue();
  }

  /// Ten times a second.
  void send(int bytes, int times) {
    for (var i = 0; i < times; i++) {
      now += TimeUnit.MILLISECONDS.toNanos(100);
      pace.read(bytes, now);
    }
  }
}
