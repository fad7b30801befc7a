package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.porchlight.feeds.ProbeForTests.camera;
import static org.porchlight.feeds.ProbeForTests.closedPort;

import java.io.IOException;
import java.util.List;
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
import org.porchlight.registry.Login;
import org.porchlight.registry.NetworkPolicy;

@ParameterizedClass
@EnumSource
class ProbeTests {

  @Parameter FeedSettings.Rtsp rtsp;
  CameraSim sim;
  ProbeForTests probe;

  @BeforeEach
  void start() throws IOException {
    sim = CameraSim.start(0);
    probe = new ProbeForTests(CameraForTests.source(ProbeForTests.SETTINGS, rtsp));
  }

  @AfterEach
  void stop() {
    probe.close();
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

    assertThat(probe.take(camera(door.url(), null))).isEqualTo(ProbeAnswer.OK);

    probe.answersTogether(
        List.of(
            camera(locked.url(), new Login("owner", "wrong")),
            camera(radio.url(), null),
            camera(page.url(), null),
            camera(noise.url(), null)),
        List.of(
            ProbeAnswer.WRONG_NAME_OR_PASSWORD,
            ProbeAnswer.NOT_A_VIDEO_STREAM,
            ProbeAnswer.NOT_A_VIDEO_STREAM,
            ProbeAnswer.NOT_A_VIDEO_STREAM));
    probe.answersTogether(
        List.of(
            camera("rtsp://127.0.0.1:" + gone + "/x", null),
            CameraForTests.connection(door.url(), null, NetworkPolicy.publicOnly())),
        List.of(ProbeAnswer.DOES_NOT_ANSWER, ProbeAnswer.ADDRESS_NOT_ALLOWED));
    // A password is tried once, whatever comes of it.
    assertThat(locked.counts().refusedLogins()).isEqualTo(1);
  }

  @Test
  void aCameraWithItsPasswordAnswersOk() {
    var door = sim.add("door", Scene.ALLEY.clip(), CameraOptions.plain().digest("owner", "right"));

    assertThat(probe.take(camera(door.url(), new Login("owner", "right"))))
        .isEqualTo(ProbeAnswer.OK);
  }

  private SimCamera faulty(String path, NotVideo kind) {
    var camera = sim.add(path, Scene.HOUSE_FRONT.clip());
    camera.faults().notVideo(kind);
    return camera;
  }
}
