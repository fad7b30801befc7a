package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.porchlight.feeds.ProbeForTests.camera;
import static org.porchlight.feeds.ProbeForTests.closedPort;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.mockito.ArgumentCaptor;
import org.porchlight.camerasim.CameraOptions;
import org.porchlight.camerasim.CameraSim;
import org.porchlight.camerasim.NotVideo;
import org.porchlight.camerasim.Scene;
import org.porchlight.camerasim.SimCamera;
import org.porchlight.feeds.copies.Darkroom;
import org.porchlight.feeds.copies.Look;
import org.porchlight.feeds.copies.StillAnswer;
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

  @Test
  void whoTriesACameraSeesWhatItShows() {
    var crossing = sim.add("crossing", Scene.CROSSING.clip());

    var shown = probe.picture(camera(crossing.url(), null));

    assertThat(shown.getWidth()).isEqualTo(640);
    assertThat(shown.getHeight()).isEqualTo(360);
  }

  @Test
  void whatCannotBeDecodedIsOkInWords() {
    var crossing = sim.add("crossing", Scene.CROSSING.clip());
    var darkroom = mock(Darkroom.class);
    given(darkroom.develop(any(), any(), any(), any(), any()))
        .willReturn(new StillAnswer.NotMade(StillAnswer.Why.UNDECODABLE));

    try (var blind =
        new ProbeForTests(CameraForTests.source(ProbeForTests.SETTINGS, rtsp), darkroom)) {
      assertThat(blind.tryIt(camera(crossing.url(), null)))
          .isEqualTo(new Tried(ProbeAnswer.OK, null, null));
    }
    var patience = ArgumentCaptor.forClass(Duration.class);
    var look = ArgumentCaptor.forClass(Look.class);
    then(darkroom).should().develop(any(), any(), any(), look.capture(), patience.capture());
    assertThat(look.getValue().mostWidth()).isEqualTo(640);
    // Never longer than a refusal takes.
    assertThat(patience.getValue()).isLessThan(ProbeForTests.SETTINGS.probeTime());
  }

  @Test
  void whatDoesNotShowAPictureIsNotDecoded() {
    var locked =
        sim.add("locked", Scene.ALLEY.clip(), CameraOptions.plain().digest("owner", "right"));
    var darkroom = mock(Darkroom.class);

    try (var blind =
        new ProbeForTests(CameraForTests.source(ProbeForTests.SETTINGS, rtsp), darkroom)) {
      assertThat(blind.tryIt(camera(locked.url(), new Login("owner", "wrong"))).picture()).isNull();
    }
    then(darkroom).should(never()).develop(any(), any(), any(), any(), any());
  }

  private SimCamera faulty(String path, NotVideo kind) {
    var camera = sim.add(path, Scene.HOUSE_FRONT.clip());
    camera.faults().notVideo(kind);
    return camera;
  }
}
