package org.porchlight.feeds;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.porchlight.camerasim.CameraSim;
import org.porchlight.camerasim.Clip;
import org.porchlight.camerasim.Scene;
import org.porchlight.camerasim.SimCamera;
import org.porchlight.registry.CameraId;

/// One simulated camera that is pulled over RTSP, for tests of other modules.
public final class FeedForTests implements AutoCloseable {

  private final CameraForTests house = new CameraForTests();
  private final CameraSim sim;
  private final SimCamera device;
  private final CameraId camera;
  private final Feeds feeds;
  private final Feeds.Hold hold;

  private FeedForTests(CameraSim sim, CameraId camera) {
    this(sim, camera, Scene.CROSSING.clip(), false);
  }

  private FeedForTests(CameraSim sim, CameraId camera, Clip clip, boolean heard) {
    this.sim = sim;
    this.device = sim.add("door", clip);
    this.camera = camera;
    if (heard) {
      house.heard.add(camera);
    }
    house.connections.put(
        camera, CameraForTests.connection(device.url(), null, CameraForTests.LOOPBACK));
    this.feeds = house.feeds(CameraForTests.quick());
    feeds.start();
    this.hold = feeds.hold(camera);
  }

  public static FeedForTests start() {
    return start(CameraId.random());
  }

  /// Pulls a camera that other modules know.
  public static FeedForTests start(CameraId camera) {
    try {
      return new FeedForTests(CameraSim.start(0), camera);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Pulls a camera whose owner lets its sound be received.
  public static FeedForTests startHeard(Clip clip) {
    try {
      return new FeedForTests(CameraSim.start(0), CameraId.random(), clip, true);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// What is in the ring. Its bytes stay as long as the feed runs and the ring is not full.
  public List<Film> films() {
    var all = hold.feed().recent(new Window.Last(Duration.ofMinutes(1)), null);
    try (var taken = Taken.of(hold.feed(), all, null)) {
      return Film.of(taken.shots(), taken.sounds());
    }
  }

  public CameraId camera() {
    return camera;
  }

  public SimCamera device() {
    return device;
  }

  public Recent recent() {
    return new Recent(feeds);
  }

  public Reels reels() {
    return new Reels(feeds);
  }

  public void awaitPictures(int count) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> CameraForTests.pictures(hold.feed()) >= count);
  }

  /// Waits until so many pictures of this width have come.
  public void awaitPictures(int count, int width) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> {
          try (var slice = hold.feed().recent(Duration.ofMinutes(1))) {
            return slice.entries().stream().filter(entry -> entry.format().width() == width).count()
                >= count;
          }
        });
  }

  /// Pictures in the ring.
  public int pictures() {
    return CameraForTests.pictures(hold.feed());
  }

  public int gaps() {
    return hold.feed().health().gaps();
  }

  @Override
  public void close() {
    house.close();
    sim.close();
  }
}
