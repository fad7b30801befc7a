package org.porchlight.camerasim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.camerasim.CameraOptions.Control;
import org.porchlight.camerasim.CameraOptions.ParameterSets;

class DialogueTest {

  CameraSim sim;

  @BeforeEach
  void start() throws IOException {
    sim = CameraSim.start(0);
  }

  @AfterEach
  void stop() {
    sim.close();
  }

  @Test
  void leadsAPlayerThroughAWholeSession() throws IOException {
    var camera = sim.add("porch", Clips.QUICK);

    try (var client = RtspClient.of(camera)) {
      assertThat(client.ask("OPTIONS", camera.url()).header("Public"))
          .contains("DESCRIBE", "SETUP", "PLAY", "PAUSE", "TEARDOWN", "GET_PARAMETER");

      var description = client.ask("DESCRIBE", camera.url(), "Accept: application/sdp");
      assertThat(description.header("Content-Type")).isEqualTo("application/sdp");
      assertThat(description.header("Content-Base")).isEqualTo(camera.url() + "/");

      var setup = client.setUp(camera, 0);
      assertThat(setup.status()).isEqualTo(200);
      assertThat(setup.header("Transport")).contains("RTP/AVP/TCP", "interleaved=0-1");
      assertThat(setup.header("Session")).endsWith(";timeout=60");

      var play = client.ask("PLAY", camera.url());
      assertThat(play.status()).isEqualTo(200);
      var first = client.rtp();
      assertThat(play.header("RTP-Info"))
          .contains("seq=" + first.sequence() + ";rtptime=" + first.timestamp());
      assertThat(setup.header("Transport")).contains("ssrc=%08X".formatted(first.source()));
      assertThat(client.ask("GET_PARAMETER", camera.url()).status()).isEqualTo(200);
      assertThat(camera.counts().playing()).isEqualTo(1);

      assertThat(client.ask("PAUSE", camera.url()).status()).isEqualTo(200);
      assertThat(camera.counts().playing()).isZero();

      assertThat(client.ask("PLAY", camera.url()).status()).isEqualTo(200);
      assertThat(client.ask("TEARDOWN", camera.url()).status()).isEqualTo(200);
      assertThat(client.ask("PLAY", camera.url()).status()).isEqualTo(454);
    }
  }

  @Test
  void describesThePictureSoThatADecoderCanBeMadeReady() throws IOException {
    var camera = sim.add("porch", Scene.HOUSE_FRONT.clip());

    try (var client = RtspClient.of(camera)) {
      var sdp = client.ask("DESCRIBE", camera.url()).body();

      var base64 = Base64.getEncoder();
      assertThat(sdp.lines())
          .contains(
              "m=video 0 RTP/AVP 96",
              "a=rtpmap:96 H264/90000",
              "a=framerate:15",
              "a=control:trackID=0",
              "m=audio 0 RTP/AVP 8",
              "a=rtpmap:8 PCMA/8000",
              "a=control:trackID=1")
          .contains(
              "a=fmtp:96 packetization-mode=1;profile-level-id="
                  + HexFormat.of().withUpperCase().formatHex(camera.clip().sps(), 1, 4)
                  + ";sprop-parameter-sets="
                  + base64.encodeToString(camera.clip().sps())
                  + ","
                  + base64.encodeToString(camera.clip().pps()));
    }
  }

  @Test
  void describesAsTheOptionsWish() throws IOException {
    var camera =
        sim.add(
            "media?channel=1&subtype=0",
            Scene.HOUSE_FRONT.clip(),
            CameraOptions.plain()
                .control(Control.ABSOLUTE)
                .parameterSets(ParameterSets.ONLY_IN_BAND)
                .silent());

    try (var client = RtspClient.of(camera)) {
      var sdp = client.ask("DESCRIBE", camera.url()).body();

      assertThat(sdp)
          .contains("a=control:" + camera.url() + "/trackID=0")
          .doesNotContain("sprop-parameter-sets")
          .doesNotContain("m=audio");
      assertThat(client.setUp(camera, 0).status()).isEqualTo(200);
      assertThat(client.setUp(camera, 1).status()).isEqualTo(404);
    }
  }

  @Test
  void servesTheSubStreamBesideTheMainOne() throws IOException {
    var scene = Scene.ALLEY;
    sim.add("alley", scene.clip(), CameraOptions.plain().subStream(scene.smallClip()));

    var small = sim.camera("alley/sub");

    assertThat(small.clip().width()).isEqualTo(320);
    assertThat(sim.cameras()).extracting(SimCamera::path).containsExactly("alley", "alley/sub");
    try (var client = RtspClient.of(small)) {
      assertThat(client.play(small).status()).isEqualTo(200);
    }
  }

  @Test
  void refusesWhatItCannotDo() throws IOException {
    var camera = sim.add("porch", Clips.QUICK);

    try (var client = RtspClient.of(camera)) {
      var udp = "Transport: RTP/AVP;unicast;client_port=5000-5001";
      assertThat(client.ask("DESCRIBE", camera.url() + "x").status()).isEqualTo(404);
      assertThat(client.ask("SETUP", camera.url() + "/trackID=0", udp).status()).isEqualTo(461);
      assertThat(client.ask("PLAY", camera.url()).status()).isEqualTo(454);
      assertThat(client.ask("PLAY", camera.url(), "Session: 12345678").status()).isEqualTo(454);
      assertThat(client.ask("RECORD", camera.url()).status()).isEqualTo(501);
    }
    try (var client = RtspClient.of(camera)) {
      client.sendRaw("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      assertThat(client.answer().status()).isEqualTo(400);
      assertThat(client.endsWithFin()).isTrue();
    }
  }

  @Test
  void allowsOnlySoManySessions() throws IOException {
    var camera = sim.add("porch", Clips.QUICK, CameraOptions.plain().mostSessions(1));

    try (var first = RtspClient.playing(camera);
        var second = RtspClient.of(camera)) {
      assertThat(second.setUp(camera, 0).status()).isEqualTo(453);

      first.ask("TEARDOWN", camera.url());

      assertThat(second.setUp(camera, 0).status()).isEqualTo(200);
    }
  }

  @Test
  void endsASessionThatNobodyKeepsAlive() throws IOException {
    var camera =
        sim.add("porch", Clips.QUICK, CameraOptions.plain().sessionTimeout(Duration.ofMillis(700)));

    try (var silent = RtspClient.playing(camera);
        var lively = RtspClient.playing(camera)) {
      for (var i = 0; i < 60; i++) {
        // A receiver report counts as a sign of life, like any request.
        if (i % 10 == 0) {
          lively.sendRaw(new byte[] {'$', 1, 0, 8, (byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 7});
        }
        lively.pictures(2);
      }

      assertThat(silent.endsWithFin()).isTrue();
      assertThat(camera.counts().expiredSessions()).isEqualTo(1);
      assertThat(camera.counts().playing()).isEqualTo(1);
    }
  }

  @Test
  void countsWhoCameAndWhatWasSent() throws IOException {
    var watched = sim.add("watched", Clips.QUICK);
    var ignored = sim.add("ignored", Clips.QUICK);

    try (var client = RtspClient.of(watched)) {
      client.ask("DESCRIBE", watched.url());
      client.play(watched);
      client.pictures(5);

      var counts = watched.counts();
      assertThat(counts.connections()).isEqualTo(1);
      assertThat(counts.openConnections()).isEqualTo(1);
      assertThat(counts.describes()).isEqualTo(1);
      assertThat(counts.setups()).isEqualTo(1);
      assertThat(counts.plays()).isEqualTo(1);
      assertThat(counts.packets()).isGreaterThanOrEqualTo(5);
      assertThat(counts.bytes()).isGreaterThan(1_000);
    }
    assertThat(ignored.counts()).isEqualTo(new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    assertThat(sim.connections()).isEqualTo(1);
  }

  @Test
  void noticesThatAViewerLeft() throws IOException {
    var camera = sim.add("porch", Clips.QUICK);

    RtspClient.playing(camera).close();

    Eventually.holds(() -> camera.counts().openConnections() == 0);
    assertThat(camera.counts().playing()).isZero();
  }

  @Test
  void surprisesNobodyWithTwoCamerasAtOnePath() throws IOException {
    sim.add("porch", Clips.QUICK);

    assertThatThrownBy(() -> sim.add("porch", Clips.QUICK))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sim.urlOf("cellar")).isInstanceOf(IllegalArgumentException.class);
    assertThat(sim.urlOf("porch")).isEqualTo("rtsp://127.0.0.1:" + sim.port() + "/porch");
  }

  @Test
  void endsAllConnectionsWhenItIsClosed() throws IOException {
    var camera = sim.add("porch", Clips.QUICK);

    try (var client = RtspClient.playing(camera)) {
      sim.close();
      sim.close();

      client.endsWithFin();
      assertThatThrownBy(() -> new RtspClient(sim.port())).isInstanceOf(IOException.class);
      assertThat(camera.counts().playing()).isZero();
    }
  }
}
