package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.porchlight.camerasim.CameraOptions;
import org.porchlight.camerasim.CameraSim;
import org.porchlight.camerasim.NotVideo;
import org.porchlight.camerasim.Scene;
import org.porchlight.camerasim.SimCamera;
import org.porchlight.registry.CameraConnection;
import org.porchlight.registry.Login;
import org.porchlight.registry.NetworkPolicy;

@ParameterizedClass
@EnumSource
class ProbeTests {

  static final FeedSettings SETTINGS = CameraForTests.quick();

  @Parameter FeedSettings.Rtsp rtsp;
  final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  CameraSim sim;
  Probe probe;

  @BeforeEach
  void start() throws IOException {
    sim = CameraSim.start(0);
    probe =
        new Probe(
            null,
            host -> List.of(InetAddress.getAllByName(host)),
            CameraForTests.source(SETTINGS, rtsp),
            SETTINGS);
  }

  @AfterEach
  void stop() {
    threads.close();
    sim.close();
  }

  @Test
  void everyAnswerIsOneOfFiveAndAllButOkTakeTheSameTime() throws Exception {
    var door = sim.add("door", Scene.ALLEY.clip());
    var locked =
        sim.add("locked", Scene.ALLEY.clip(), CameraOptions.plain().digest("owner", "right"));
    var radio = faulty("radio", NotVideo.ONLY_AUDIO);
    var page = faulty("page", NotVideo.WEB_PAGE);
    var noise = faulty("noise", NotVideo.GARBAGE_PACKETS);
    var gone = closedPort();

    assertThat(take(url(door.url(), null))).isEqualTo(ProbeAnswer.OK);

    assertTogether(
        List.of(
            url(locked.url(), new Login("owner", "wrong")),
            url(radio.url(), null),
            url(page.url(), null),
            url(noise.url(), null)),
        List.of(
            ProbeAnswer.WRONG_NAME_OR_PASSWORD,
            ProbeAnswer.NOT_A_VIDEO_STREAM,
            ProbeAnswer.NOT_A_VIDEO_STREAM,
            ProbeAnswer.NOT_A_VIDEO_STREAM));
    assertTogether(
        List.of(
            url("rtsp://127.0.0.1:" + gone + "/x", null),
            CameraForTests.connection(door.url(), null, NetworkPolicy.publicOnly())),
        List.of(ProbeAnswer.DOES_NOT_ANSWER, ProbeAnswer.ADDRESS_NOT_ALLOWED));
    // A password is tried once, whatever comes of it.
    assertThat(locked.counts().refusedLogins()).isEqualTo(1);
  }

  @Test
  void aCameraWithItsPasswordAnswersOk() {
    var door = sim.add("door", Scene.ALLEY.clip(), CameraOptions.plain().digest("owner", "right"));

    assertThat(take(url(door.url(), new Login("owner", "right")))).isEqualTo(ProbeAnswer.OK);
  }

  private void assertTogether(List<CameraConnection> cameras, List<ProbeAnswer> expected) {
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

  private ProbeAnswer take(CameraConnection connection) {
    return probe.evenly(System.nanoTime(), connection);
  }

  private SimCamera faulty(String path, NotVideo kind) {
    var camera = sim.add(path, Scene.HOUSE_FRONT.clip());
    camera.faults().notVideo(kind);
    return camera;
  }

  private static CameraConnection url(String url, @Nullable Login login) {
    return CameraForTests.connection(url, login, CameraForTests.LOOPBACK);
  }

  private static int closedPort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
