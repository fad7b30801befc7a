package org.porchlight.portal.center;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.porchlight.incidents.IncidentId;
import org.porchlight.incidents.IncidentOpened;

class CenterNewsTest {

  static final IncidentOpened OPENED =
      new IncidentOpened(IncidentId.random(), Instant.parse("2026-11-22T14:00:00Z"));

  final CenterNews news = new CenterNews();

  @AfterEach
  void silence() {
    news.destroy();
  }

  @Test
  void pagesHearOfAnIncidentWithinTwoSeconds() {
    Set<Topic> heard = ConcurrentHashMap.newKeySet();
    news.listen(heard::addAll);

    news.on(OPENED);

    await().atMost(Duration.ofSeconds(2)).until(() -> heard.contains(Topic.INCIDENTS));
  }

  @Test
  void pagesAreToldToLookEvenWhenTheEventHappenedElsewhere() {
    Set<Topic> heard = ConcurrentHashMap.newKeySet();
    news.listen(heard::addAll);

    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> heard.containsAll(Set.of(Topic.INCIDENTS, Topic.ALERTS, Topic.POSITIONS)));
  }

  @Test
  void pagesLookForLostCamerasOfOtherNodesToo() {
    Set<Topic> heard = ConcurrentHashMap.newKeySet();
    news.listen(heard::addAll);

    for (var i = 0; i < CenterNews.REFRESHES_TO_A_LOOK_AT_FEEDS; i++) {
      news.ring();
    }

    await().atMost(Duration.ofSeconds(2)).until(() -> heard.contains(Topic.FEEDS));
  }

  @Test
  void slowPageKeepsNewsFromNobodyAndIsNeverCalledTwiceAtOnce() {
    var release = new CountDownLatch(1);
    var slow = new AtomicInteger();
    var quick = new AtomicInteger();
    news.listen(_ -> {
      slow.incrementAndGet();
      try {
        release.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
    news.listen(_ -> quick.incrementAndGet());

    for (int i = 0; i < 3; i++) {
      var before = quick.get();
      news.on(OPENED);
      await().until(() -> quick.get() > before);
    }

    assertThat(slow).hasValue(1);
    release.countDown();
  }

  @Test
  void whoLeftIsNotTold() {
    var heard = new AtomicInteger();
    var others = new AtomicInteger();
    news.listen(_ -> heard.incrementAndGet()).remove();
    news.listen(_ -> others.incrementAndGet());

    news.on(OPENED);

    await().until(() -> others.get() > 0);
    assertThat(heard).hasValue(0);
  }
}
