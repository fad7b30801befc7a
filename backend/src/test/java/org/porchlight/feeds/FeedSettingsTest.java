package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FeedSettingsTest {

  @Test
  void pausesGrowToTheLongestAndNoFurther() {
    var settings = CameraForTests.quick();
    var before = Duration.ZERO;
    for (var failures = 1; failures < 10_000; failures++) {
      var pause = settings.pauseAfter(failures);
      assertThat(pause).isBetween(settings.firstPause(), settings.longestPause());
      assertThat(pause).isGreaterThanOrEqualTo(before);
      before = pause;
    }
    assertThat(before).isEqualTo(settings.longestPause());
  }
}
