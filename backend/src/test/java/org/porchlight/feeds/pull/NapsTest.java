package org.porchlight.feeds.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NapsTest {

  private final Naps<String> naps = new Naps<>();

  @Test
  void nobodyIsWokenBeforeOneNapIsOver() {
    naps.begin("porch", at(1_000));
    naps.begin("garage", at(1_050));

    assertThat(woken(990)).isEmpty();
    assertThat(naps.next(at(990))).isEqualTo(TimeUnit.MILLISECONDS.toNanos(10));
  }

  @Test
  void napsThatEndSoonAfterAnotherOneEndWithIt() {
    naps.begin("yard", at(1_500));
    naps.begin("garage", at(1_100));
    naps.begin("porch", at(1_000));

    assertThat(woken(1_000)).containsExactly("porch", "garage");
    assertThat(woken(1_000)).isEmpty();
    assertThat(naps.next(at(1_000))).isEqualTo(TimeUnit.MILLISECONDS.toNanos(500));
  }

  @Test
  void hundredsThatBeganAtAnyTimeAreWokenInFewRoundsForEver() {
    for (var i = 0; i < 250; i++) {
      naps.begin("camera " + i, at(4L * i));
    }
    var rounds = 0;
    var wakes = 0;
    for (var now = 1; now < 10_000; now++) {
      var awake = woken(now);
      rounds += awake.isEmpty() ? 0 : 1;
      wakes += awake.size();
      for (var who : awake) {
        naps.begin(who, at(now + 1_000));
      }
    }
    assertThat(wakes).isGreaterThan(250 * 9);
    assertThat(rounds).isLessThan(10 * 10);
  }

  @Test
  void theClockMayPassItsLargestNumber() {
    naps.begin("porch", at(4_990));
    naps.begin("garage", at(6_000));

    assertThat(at(6_000)).isNegative();
    assertThat(woken(5_010)).containsExactly("porch");
    assertThat(woken(6_000)).containsExactly("garage");
  }

  private List<String> woken(long millis) {
    var awake = new ArrayList<String>();
    naps.end(at(millis), awake::add);
    return awake;
  }

  /// Near the end of the range, where sums overflow.
  private static long at(long millis) {
    return Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(5) + TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
