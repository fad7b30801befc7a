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
import org.porchlight.camerasim.Scene;
import org.porchlight.camerasim.web.Form;
import org.porchlight.camerasim.web.WebSim;
import org.porchlight.registry.CameraConnection;
import org.porchlight.registry.Login;
import org.porchlight.registry.NetworkPolicy;

/// "Try the camera" with cameras on the web.
@ParameterizedClass
@EnumSource
class WebProbeTests {

  static final FeedSettings SETTINGS = CameraForTests.quick();

  @Parameter Form form;
  final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  WebSim sim;
  Probe probe;

  @BeforeEach
  void start() throws IOException {
    sim = WebSim.start(0);
    probe =
        new Probe(
            null,
            host -> List.of(InetAddress.getAllByName(host)),
            CameraForTests.source(SETTINGS, FeedSettings.Rtsp.OWN),
            SETTINGS);
  }

  @AfterEach
  void stop() {
    threads.close();
    sim.close();
  }

  @Test
  void everyAnswerIsOneOfFiveAndAllButOkTakeTheSameTime() throws Exception {
    var door = sim.add("door", Scene.ALLEY);
    var locked = sim.add("locked", Scene.ALLEY, CameraOptions.plain().digest("owner", "right"));
    var page = sim.add("page", Scene.ALLEY);
    page.faults().webPage(true);
    var noise = sim.add("noise", Scene.ALLEY);
    noise.faults().garbage(true);
    var elsewhere = sim.add("elsewhere", Scene.ALLEY);
    elsewhere.faults().redirect("http://169.254.169.254/");
    var gone = closedPort();

    assertThat(take(url(door.url(form), null))).isEqualTo(ProbeAnswer.OK);
    assertThat(take(url(locked.url(form), new Login("owner", "right")))).isEqualTo(ProbeAnswer.OK);

    assertTogether(
        List.of(
            url(locked.url(form), new Login("owner", "wrong")),
            url(page.url(form), null),
            url(noise.url(form), null),
            url(elsewhere.url(form), null)),
        List.of(
            ProbeAnswer.WRONG_NAME_OR_PASSWORD,
            ProbeAnswer.NOT_A_VIDEO_STREAM,
            ProbeAnswer.NOT_A_VIDEO_STREAM,
            ProbeAnswer.ADDRESS_NOT_ALLOWED));
    assertTogether(
        List.of(
            url("http://127.0.0.1:" + gone + "/x", null),
            CameraForTests.connection(door.url(form), null, NetworkPolicy.publicOnly())),
        List.of(ProbeAnswer.DOES_NOT_ANSWER, ProbeAnswer.ADDRESS_NOT_ALLOWED));
    // A password is tried once, whatever comes of it.
    assertThat(locked.refusedLogins()).isEqualTo(1);
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

  private static CameraConnection url(String url, @Nullable Login login) {
    return CameraForTests.connection(url, login, CameraForTests.LOOPBACK);
  }

  private static int closedPort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
