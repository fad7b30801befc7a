package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.porchlight.feeds.media.Ring.Entry;
import org.porchlight.feeds.media.Timeline.Stamp;
import org.porchlight.feeds.media.VideoFormat;

class RecentTest {

  @Test
  void picturesInTheirOrderAreAllShown() {
    assertThat(shown(0, 1, 2, 3)).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void theEndIsLeftOutWhereThePicturesBetweenAreMissing() {
    // I P B B, P B and one B that has not come.
    assertThat(shown(0, 3, 1, 2, 6, 4)).containsExactly(0L, 3L, 1L, 2L);
  }

  @Test
  void aGroupThatIsCompleteMayBeTheLastThatIsLeftOut() {
    // Nobody knows yet whether something comes that is shown before the last one.
    assertThat(shown(0, 3, 1, 2, 6, 4, 5)).containsExactly(0L, 3L, 1L, 2L);
  }

  @Test
  void picturesOfTheGroupBeforeAreLeftOutInFront() {
    assertThat(shown(5, 3, 4, 6, 7)).containsExactly(5L, 6L, 7L);
  }

  private static List<Long> shown(long... order) {
    var entries = new ArrayList<Entry>();
    for (var i = 0; i < order.length; i++) {
      entries.add(
          new Entry(
              new VideoFormat.Jpeg(1, 1),
              new Stamp(i, order[i], false),
              i == 0,
              i,
              Instant.EPOCH,
              1,
              null,
              0));
    }
    return Recent.shown(entries).stream().map(entry -> entry.stamp().show()).toList();
  }
}
