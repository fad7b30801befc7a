package org.porchlight.camerasim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {

  CameraSim sim;
  SimCamera camera;
  Faults faults;

  @BeforeEach
  void start() throws IOException {
    sim = CameraSim.start(0);
    camera = sim.add("porch", Clips.QUICK);
    faults = camera.faults();
  }

  @AfterEach
  void stop() {
    sim.close();
  }

  @Test
  void stallStopsThePictureButNotTheConversation() throws IOException {
    try (var client = RtspClient.playing(camera)) {
      client.pictures(3);

      faults.stall(true);
      var packets = camera.counts().packets();

      assertThat(client.ask("GET_PARAMETER", camera.url()).status()).isEqualTo(200);
      assertThat(client.rtcp().isRtcp()).isTrue();
      assertThat(camera.counts().packets()).isEqualTo(packets);
      assertThat(camera.counts().playing()).isEqualTo(1);

      faults.stall(false);
      while (camera.counts().packets() < packets + 10) {
        client.rtp();
      }
    }
  }

  @Test
  void hangSaysNothingMoreUntilItIsOver() throws IOException {
    try (var client = RtspClient.playing(camera)) {
      client.pictures(3);

      faults.hang(true);
      client.send("GET_PARAMETER", camera.url());
      drain(client);

      assertThat(client.isSilentFor(300)).isTrue();
      assertThat(camera.counts().openConnections()).isEqualTo(1);

      faults.hang(false);
      assertThat(client.answer().status()).isEqualTo(200);
      assertThat(client.picture().annexB()).isEqualTo(Clips.QUICK.accessUnit(0));
    }
  }

  @Test
  void hangAlsoTakesNewConnectionsWithoutAWord() throws IOException {
    faults.hang(true);

    try (var client = RtspClient.of(camera)) {
      client.send("DESCRIBE", camera.url());
      assertThat(client.isSilentFor(300)).isTrue();

      faults.clear();
      assertThat(client.answer().body()).contains("m=video");
      assertThat(camera.counts().connections()).isEqualTo(1);
    }
  }

  @Test
  void refuseNeverAnswersNewcomers() throws IOException {
    try (var before = RtspClient.playing(camera);
        var after = RtspClient.of(camera)) {
      faults.refuse(true);
      after.send("OPTIONS", camera.url());

      assertThat(after.isSilentFor(300)).isTrue();
      assertThat(before.picture()).isNotNull();
      assertThat(before.ask("GET_PARAMETER", camera.url()).status()).isEqualTo(200);
    }
  }

  @Test
  void dropEndsWithFinAndResetWithRst() throws IOException {
    try (var client = RtspClient.playing(camera)) {
      client.pictures(2);
      faults.drop();
      assertThat(client.endsWithFin()).isTrue();
    }
    try (var client = RtspClient.playing(camera)) {
      client.pictures(2);
      faults.reset();
      assertThat(client.endsWithFin()).isFalse();
    }
    assertThat(camera.counts().openConnections()).isZero();
    // It is back at once.
    try (var client = RtspClient.playing(camera)) {
      client.picture();
    }
  }

  @Test
  void anAbsentCameraEndsEveryConnection() throws IOException {
    var other = sim.add("other", Clips.QUICK);
    try (var client = RtspClient.playing(camera);
        var elsewhere = RtspClient.playing(other)) {
      client.pictures(2);
      faults.absent(true);
      assertThat(client.endsWithFin()).isTrue();
      assertThat(elsewhere.picture()).isNotNull();
    }
    try (var client = RtspClient.of(camera)) {
      assertThatThrownBy(() -> client.ask("DESCRIBE", camera.url()))
          .isInstanceOf(IOException.class);
    }
    assertThat(camera.counts().connections()).isEqualTo(2);
  }

  @Test
  void changeGoesOnWithOtherPicturesAndEvenTime() throws IOException {
    try (var client = RtspClient.playing(camera)) {
      var before = client.picture();
      faults.change(Scene.largeClip());

      var found = client.picture();
      var last = before;
      while (!Arrays.equals(found.annexB(), Scene.largeClip().accessUnit(0))) {
        last = found;
        found = client.picture();
      }

      assertThat((found.timestamp() - last.timestamp()) & 0xffff_ffffL).isEqualTo(1_000);
      assertThat((client.picture().timestamp() - found.timestamp()) & 0xffff_ffffL)
          .isEqualTo(6_000);
      assertThat(client.ask("DESCRIBE", camera.url()).body()).contains("a=framerate:15");
      assertThat(camera.clip().width()).isEqualTo(1280);
    }
  }

  @Test
  void redirectNamesAnotherPlace() throws IOException {
    faults.redirect("rtsp://169.254.169.254/latest");

    try (var client = RtspClient.of(camera)) {
      var answer = client.ask("DESCRIBE", camera.url());
      assertThat(answer.status()).isEqualTo(302);
      assertThat(answer.header("Location")).isEqualTo("rtsp://169.254.169.254/latest");
    }
  }

  @Test
  void answerRefusesWithAStatus() throws IOException {
    faults.answer(503);

    try (var client = RtspClient.of(camera)) {
      assertThat(client.ask("DESCRIBE", camera.url()).status()).isEqualTo(503);
      faults.answer(0);
      assertThat(client.ask("DESCRIBE", camera.url()).status()).isEqualTo(200);
    }
  }

  @Test
  void somethingElseThanACamera() throws IOException {
    try (var client = RtspClient.of(camera)) {
      faults.notVideo(NotVideo.ONLY_AUDIO);
      assertThat(client.ask("DESCRIBE", camera.url()).body())
          .contains("m=audio")
          .doesNotContain("m=video");

      faults.notVideo(NotVideo.ONLY_APPLICATION);
      assertThat(client.ask("DESCRIBE", camera.url()).body())
          .contains("m=application")
          .doesNotContain("m=video");

      faults.notVideo(NotVideo.GARBAGE_PACKETS);
      assertThat(client.ask("DESCRIBE", camera.url()).body()).contains("m=video");
      client.play(camera);
      var length = Clips.QUICK.video(CameraOptions.plain().parameterSets()).units().getFirst();
      var packet = client.rtp();
      assertThat(packet.data().limit()).isEqualTo(length.size(0) - 4);
      assertThat(packet.payload()).isNotEqualTo(firstPayload());

      faults.notVideo(NotVideo.WEB_PAGE);
    }
    try (var client = RtspClient.of(camera)) {
      client.send("OPTIONS", camera.url());
      var bytes = new byte[1_000];
      var count = client.readSome(bytes);
      assertThat(new String(bytes, 0, count, StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 200 OK");
      assertThat(client.endsWithFin()).isTrue();
    }
  }

  @Test
  void namesForeignPlacesForMedia() throws IOException {
    faults.foreignControl("rtsp://10.0.0.1/trackID=0");
    try (var client = RtspClient.of(camera)) {
      assertThat(client.ask("DESCRIBE", camera.url()).body())
          .contains("a=control:rtsp://10.0.0.1/trackID=0");

      faults.foreignSource("10.0.0.1");
      assertThat(client.setUp(camera, 0).header("Transport"))
          .doesNotContain("TCP")
          .contains("source=10.0.0.1");
    }
  }

  @Test
  void answersTooMuch() throws IOException {
    faults.hugeSdp(5_000_000);
    try (var client = RtspClient.of(camera)) {
      assertThat(client.ask("DESCRIBE", camera.url()).body().length()).isGreaterThan(5_000_000);
    }
    faults.hugeSdp(0);

    faults.endlessHeader(true);
    try (var client = RtspClient.of(camera)) {
      client.send("DESCRIBE", camera.url());
      var bytes = new byte[1 << 14];
      for (long total = 0; total < 100_000; ) {
        var count = client.readSome(bytes);
        assertThat(count).isPositive();
        total += count;
      }
    }
  }

  @Test
  void clocksJumpAndFreeze() throws IOException {
    try (var client = RtspClient.playing(camera)) {
      var last = client.picture();
      faults.jumpTimestamps(Duration.ofSeconds(-9_800));
      assertThat(seconds(last, firstOddStep(client, last))).isCloseTo(37_922, within(1L));

      faults.freezeTimestamps(true);
      var frozen = client.pictures(20).getLast();
      assertThat(client.picture().timestamp()).isEqualTo(frozen.timestamp());
      faults.freezeTimestamps(false);
      assertThat(client.pictures(20).getLast().timestamp()).isNotEqualTo(frozen.timestamp());
    }
  }

  @Test
  void theWallClockJumpsByItself() throws IOException {
    faults.jumpWallClock(Duration.ofDays(-365));
    try (var client = RtspClient.of(camera)) {
      client.setUp(camera, 0);
      client.ask("PLAY", camera.url());
      var seconds = Integer.toUnsignedLong(client.rtcp().data().getInt(8)) - 2_208_988_800L;
      var now = Clock.systemUTC().instant().getEpochSecond();
      assertThat(now - seconds).isBetween(365L * 86_400 - 2, 365L * 86_400 + 2);
    }
  }

  @Test
  void lossLeavesHolesInTheSequence() throws IOException {
    faults.loss(20);
    try (var client = RtspClient.playing(camera)) {
      var first = client.rtp().sequence();
      var last = first;
      for (var i = 0; i < 400; i++) {
        last = client.rtp().sequence();
      }

      // 400 packets arrived, so about 500 were numbered.
      assertThat((last - first) & 0xffff).isBetween(440, 580);
    }
  }

  @Test
  void keyframesStayAway() throws IOException {
    try (var client = RtspClient.playing(camera)) {
      client.pictures(2);
      faults.noKeyframes(true);
      client.pictures(40);

      for (var picture : client.pictures(60)) {
        assertThat(picture.annexB()).isNotEqualTo(Clips.QUICK.accessUnit(0));
      }

      faults.clear();
      while (!Arrays.equals(client.picture().annexB(), Clips.QUICK.accessUnit(0))) {
        // The next keyframe comes within a third of a second.
      }
    }
  }

  private static RtspClient.Picture firstOddStep(RtspClient client, RtspClient.Picture from)
      throws IOException {
    var last = from;
    for (var next = client.picture(); ; next = client.picture()) {
      if (((next.timestamp() - last.timestamp()) & 0xffff_ffffL) != 1_000) {
        return next;
      }
      last = next;
    }
  }

  /// Whole seconds that a receiver sees from one picture to the next, modulo the wrap of 32 bits.
  private static long seconds(RtspClient.Picture from, RtspClient.Picture to) {
    return ((to.timestamp() - from.timestamp()) & 0xffff_ffffL) / 90_000;
  }

  private static byte[] firstPayload() {
    var unit = Clips.QUICK.video(CameraOptions.plain().parameterSets()).units().getFirst();
    var bytes = ByteBuffer.allocate(unit.size(0));
    unit.copy(0, bytes);
    return Arrays.copyOfRange(bytes.array(), 16, bytes.capacity());
  }

  private static void drain(RtspClient client) throws IOException {
    while (!client.isSilentFor(150)) {
      client.frame();
    }
  }
}
