package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.porchlight.camerasim.CameraSim;
import org.porchlight.camerasim.web.WebSim;

/// Simulated cameras and the feeds that pull them, begun for each test and ended after it.
///
/// A test that passed must have given back what it took: every picture that it asked for, and, once
/// the feeds are stopped, every connection, every thread of ours and all memory.
final class Street implements BeforeEachCallback, AfterEachCallback {

  /// How the threads of feeds, of what is made of them and of the cameras are called. Others begin
  /// and end when they like: those of the machine, and of other tests in it.
  private static final List<String> OURS =
      List.of("rtsp-", "push-", "feed-", "transcode", "recopy", "footage-copy", "camera-sim");

  private static final Duration SOON = Duration.ofSeconds(10);

  final CameraForTests house = new CameraForTests();
  CameraSim sim;
  WebSim web;
  Feeds feeds;

  private final Supplier<FeedSettings.Rtsp> rtsp;
  private Set<Thread> threads = Set.of();
  private long bytes;

  Street() {
    this(() -> FeedSettings.Rtsp.OWN);
  }

  /// @param rtsp in which way RTSP cameras are pulled; asked when the test begins
  Street(Supplier<FeedSettings.Rtsp> rtsp) {
    this.rtsp = rtsp;
  }

  @Override
  public void beforeEach(ExtensionContext test) throws IOException {
    threads = Thread.getAllStackTraces().keySet();
    bytes = CameraForTests.POOL.bytesInUse();
    sim = CameraSim.start(0);
    web = WebSim.start(0);
    feeds = house.feeds(CameraForTests.quick(), rtsp.get());
    feeds.start();
  }

  /// Lets other feeds pull the cameras instead.
  Feeds use(Feeds others) {
    feeds.stop();
    feeds = others;
    feeds.start();
    return feeds;
  }

  @Override
  public void afterEach(ExtensionContext test) throws Exception {
    try (var _ = web;
        var _ = sim;
        var _ = house) {
      house.stop();
      if (test.getExecutionException().isEmpty()) {
        await()
            .atMost(SOON)
            .untilAsserted(() -> {
              assertThat(house.connections()).as("connections to cameras").isZero();
              assertThat(CameraForTests.POOL.bytesInUse())
                  .as("bytes of pictures")
                  .isLessThanOrEqualTo(bytes);
            });
      }
    }
    if (test.getExecutionException().isEmpty()) {
      await().atMost(SOON).untilAsserted(() -> assertThat(left()).as("threads").isEmpty());
    }
  }

  private List<String> left() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.isAlive() && !threads.contains(thread))
        .map(Thread::getName)
        .filter(name -> OURS.stream().anyMatch(name::startsWith))
        .toList();
  }
}
