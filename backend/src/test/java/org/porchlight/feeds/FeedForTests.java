package org.porchlight.feeds;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.porchlight.camerasim.CameraSim;
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
    this.sim = sim;
    this.device = sim.add("door", Scene.CROSSING.clip());
    this.camera = camera;
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
        .until(() -> hold.feed().recent(Duration.ofMinutes(1)).entries().size() >= count);
  }

  /// Waits until so many pictures of this width have come.
  public void awaitPictures(int count, int width) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            hold.feed().recent(Duration.ofMinutes(1)).entries().stream()
                    .filter(entry -> entry.format().width() == width)
                    .count()
                >= count);
  }

  /// Pictures in the ring.
  public int pictures() {
    return hold.feed().recent(Duration.ofMinutes(1)).entries().size();
  }

  public int gaps() {
    return hold.feed().health().gaps();
  }

  @Override
  public void close() {
    feeds.stop();
    sim.close();
  }
}
