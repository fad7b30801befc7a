package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.copies.Darkroom;
import org.porchlight.feeds.pull.VideoSource;
import org.porchlight.registry.CameraConnection;
import org.porchlight.registry.Login;

/// "Try the camera" without a registry.
final class ProbeForTests implements AutoCloseable {

  static final FeedSettings SETTINGS = CameraForTests.quick();

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final VideoSource source;
  private final Darkroom darkroom;
  private final Probe probe;

  ProbeForTests(VideoSource source) {
    this(source, new Darkroom(CameraForTests.WORKERS));
  }

  ProbeForTests(VideoSource source, Darkroom darkroom) {
    this.source = source;
    this.darkroom = darkroom;
    probe =
        new Probe(
            null,
            host -> List.of(InetAddress.getAllByName(host)),
            source,
            darkroom,
            CameraForTests.POOL,
            SETTINGS,
            Clock.systemUTC());
  }

  /// What an OK shows. The first picture may come too late for it, because a worker is started.
  BufferedImage picture(CameraConnection connection) {
    return await()
        .atMost(Duration.ofSeconds(40))
        .until(
            () -> {
              var tried = tryIt(connection);
              assertThat(tried.answer()).isEqualTo(ProbeAnswer.OK);
              var picture = tried.picture();
              return picture == null
                  ? null
                  : ImageIO.read(new ByteArrayInputStream(picture.jpeg()));
            },
            Objects::nonNull);
  }

  ProbeAnswer take(CameraConnection connection) {
    return tryIt(connection).answer();
  }

  Tried tryIt(CameraConnection connection) {
    return probe.evenly(System.nanoTime(), connection);
  }

  /// All are tried at the same time, and every answer takes the same time.
  void answersTogether(List<CameraConnection> cameras, List<ProbeAnswer> expected) {
    var running = new ArrayList<CompletableFuture<ProbeAnswer>>();
    for (var camera : cameras) {
      running.add(
          CompletableFuture.supplyAsync(
              () -> {
                var begun = System.nanoTime();
                var answer = take(camera);
                var took = Duration.ofNanos(System.nanoTime() - begun);
                assertThat(took)
                    .isBetween(SETTINGS.probeTime(), SETTINGS.probeTime().plusMillis(700));
                return answer;
              },
              threads));
    }
    assertThat(running.stream().map(CompletableFuture::join).toList()).isEqualTo(expected);
  }

  static CameraConnection camera(String url, @Nullable Login login) {
    return CameraForTests.connection(url, login, CameraForTests.LOOPBACK);
  }

  /// A port on which nobody listens.
  static int closedPort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    threads.close();
    CameraForTests.closeAll(source);
    darkroom.close();
  }
}
