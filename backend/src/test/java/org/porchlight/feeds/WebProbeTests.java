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
import org.porchlight.camerasim.Scene;
import org.porchlight.camerasim.web.Form;
import org.porchlight.camerasim.web.WebSim;
import org.porchlight.registry.Login;
import org.porchlight.registry.NetworkPolicy;

/// "Try the camera" with cameras on the web.
@ParameterizedClass
@EnumSource
class WebProbeTests {

  @Parameter Form form;
  WebSim sim;
  ProbeForTests probe;

  @BeforeEach
  void start() throws IOException {
    sim = WebSim.start(0);
    probe = new ProbeForTests(CameraForTests.source(ProbeForTests.SETTINGS, FeedSettings.Rtsp.OWN));
  }

  @AfterEach
  void stop() {
    probe.close();
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

    assertThat(probe.picture(camera(door.url(form), null)).getWidth()).isBetween(1, 640);
    assertThat(probe.take(camera(locked.url(form), new Login("owner", "right"))))
        .isEqualTo(ProbeAnswer.OK);

    probe.answersTogether(
        List.of(
            camera(locked.url(form), new Login("owner", "wrong")),
            camera(page.url(form), null),
            camera(noise.url(form), null),
            camera(elsewhere.url(form), null)),
        List.of(
            ProbeAnswer.WRONG_NAME_OR_PASSWORD,
            ProbeAnswer.NOT_A_VIDEO_STREAM,
            ProbeAnswer.NOT_A_VIDEO_STREAM,
            ProbeAnswer.ADDRESS_NOT_ALLOWED));
    probe.answersTogether(
        List.of(
            camera("http://127.0.0.1:" + gone + "/x", null),
            CameraForTests.connection(door.url(form), null, NetworkPolicy.publicOnly())),
        List.of(ProbeAnswer.DOES_NOT_ANSWER, ProbeAnswer.ADDRESS_NOT_ALLOWED));
    // A password is tried once, whatever comes of it.
    assertThat(locked.refusedLogins()).isEqualTo(1);
  }
}
