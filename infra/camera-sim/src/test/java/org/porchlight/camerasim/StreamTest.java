package org.porchlight.camerasim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.porchlight.camerasim.CameraOptions.ParameterSets;
import org.porchlight.camerasim.CameraOptions.Start;

class StreamTest {

  CameraSim sim;

  @BeforeEach
  void start() throws IOException {
    sim = CameraSim.start(0);
  }

  @AfterEach
  void stop() {
    sim.close();
  }

  @ParameterizedTest
  @EnumSource(Scene.class)
  void everyPictureComesOutOfItsPacketsUnchanged(Scene scene) {
    var clip = scene.clip();
    var track = clip.video(ParameterSets.IN_BAND_AND_SDP);

    for (var frame = 0; frame < clip.frames(); frame++) {
      var unit = track.units().get(frame);
      var picture = new ByteArrayOutputStream();
      for (var packet = 0; packet < unit.packets(); packet++) {
        var bytes = ByteBuffer.allocate(unit.size(packet));
        unit.copy(packet, bytes);
        assertThat(bytes.capacity()).isLessThanOrEqualTo(4 + 12 + 1_400);
        assertThat(bytes.getShort(2)).isEqualTo((short) (bytes.capacity() - 4));
        var marker = (bytes.get(5) & 0x80) != 0;
        assertThat(marker).isEqualTo(packet == unit.packets() - 1);
        RtspClient.unpack(Arrays.copyOfRange(bytes.array(), 16, bytes.capacity()), picture);
      }
      assertThat(picture.toByteArray()).isEqualTo(clip.accessUnit(frame));
    }
  }

  @Test
  void picturesArriveInOrderAndGoOnEvenlyWhenTheClipBeginsAnew() throws IOException {
    var camera = sim.add("porch", Clips.QUICK);

    try (var client = RtspClient.playing(camera)) {
      var pictures = client.pictures(100);

      for (var i = 0; i < pictures.size(); i++) {
        assertThat(pictures.get(i).annexB()).isEqualTo(Clips.QUICK.accessUnit(i % 30));
        assertThat(pictures.get(i).timestamp())
            .isEqualTo((pictures.getFirst().timestamp() + i * 1_000L) & 0xffff_ffffL);
      }
    }
  }

  @Test
  void picturesComeAtThePaceOfTheClip() throws IOException {
    var camera = sim.add("porch", Clips.QUICK);

    try (var client = RtspClient.playing(camera)) {
      client.picture();
      var begin = System.nanoTime();
      client.pictures(180);

      // 180 pictures at 90 a second.
      var seconds = (System.nanoTime() - begin) / 1e9;
      assertThat(seconds).isCloseTo(2.0, within(0.3));
    }
  }

  @Test
  void allWhoWatchSeeTheSamePictureAtTheSameTime() throws IOException {
    var camera = sim.add("porch", Clips.QUICK);

    try (var first = RtspClient.playing(camera);
        var second = RtspClient.playing(camera)) {
      first.picture();
      second.picture();
      var a = first.pictures(60).getLast();
      var b = second.pictures(60).getLast();

      // The second began at most one group of pictures later, with random numbers of its own.
      assertThat(a.timestamp()).isNotEqualTo(b.timestamp());
      assertThat(a.annexB()).isEqualTo(b.annexB());
    }
  }

  @Test
  void timestampsAndSequenceNumbersWrap() throws IOException {
    var options = CameraOptions.plain().firstRtp(0xffff_ffffL - 4_500, 65_533);
    var camera = sim.add("porch", Clips.QUICK, options);

    try (var client = RtspClient.playing(camera)) {
      var sequence = 65_533;
      var timestamp = 0xffff_ffffL - 4_500;
      for (var packet = client.rtp(); timestamp != 5_499; packet = client.rtp()) {
        assertThat(packet.sequence()).isEqualTo(sequence);
        assertThat(packet.timestamp()).isEqualTo(timestamp);
        sequence = (sequence + 1) & 0xffff;
        if (packet.marker()) {
          timestamp = (timestamp + 1_000) & 0xffff_ffffL;
        }
      }
    }
  }

  @Test
  void aViewerMayComeInAnywhere() throws IOException {
    var camera = sim.add("porch", Scene.ALLEY.clip(), CameraOptions.plain().start(Start.ANYWHERE));

    try (var client = RtspClient.playing(camera)) {
      var begin = System.nanoTime();
      client.picture();

      assertThat(System.nanoTime() - begin).isLessThan(Duration.ofMillis(400).toNanos());
    }
  }

  @Test
  void parameterSetsMayBeInTheDescriptionOnly() throws IOException {
    var camera =
        sim.add(
            "porch", Clips.QUICK, CameraOptions.plain().parameterSets(ParameterSets.ONLY_IN_SDP));

    try (var client = RtspClient.playing(camera)) {
      for (var picture : client.pictures(40)) {
        assertThat(picture.annexB()[4] & 0x1f).isNotIn(H264.SPS, H264.PPS);
      }
    }
  }

  @Test
  void reportsTieTheTimestampsToTheClock() throws IOException {
    var camera = sim.add("porch", Clips.QUICK, CameraOptions.plain().firstRtp(1_000_000, 1));

    try (var client = RtspClient.of(camera)) {
      client.setUp(camera, 0);
      client.ask("PLAY", camera.url());
      var report = client.rtcp().data();
      var now = Clock.systemUTC().instant();
      var picture = client.picture();

      assertThat(report.get(1) & 0xff).isEqualTo(200);
      var seconds = Integer.toUnsignedLong(report.getInt(8)) - 2_208_988_800L;
      assertThat(seconds).isCloseTo(now.getEpochSecond(), within(1L));
      // The picture comes at most one group of pictures after the report.
      assertThat(picture.timestamp() - Integer.toUnsignedLong(report.getInt(16)))
          .isBetween(0L, 30_000L);
    }
  }

  @Test
  void soundComesBesideThePicture() throws IOException {
    var camera = sim.add("porch", Scene.HOUSE_FRONT.clip());

    try (var client = RtspClient.of(camera)) {
      client.setUp(camera, 0);
      client.setUp(camera, 1);
      client.ask("PLAY", camera.url());

      long last = -1;
      for (var heard = 0; heard < 10; ) {
        var packet = client.rtp();
        if (packet.channel() == 2) {
          assertThat(packet.payloadType()).isEqualTo(8);
          assertThat(packet.payload()).hasSize(320);
          if (last >= 0) {
            assertThat(packet.timestamp()).isEqualTo((last + 320) & 0xffff_ffffL);
          }
          last = packet.timestamp();
          heard++;
        }
      }
    }
  }

  @Test
  void whoReadsTooSlowlyLosesPicturesAndHoldsUpNobody() throws IOException {
    var camera = sim.add("porch", Clips.heavy());

    try (var slow = new RtspClient(sim.port(), 1 << 14);
        var quick = RtspClient.playing(camera)) {
      slow.play(camera);
      var begin = System.nanoTime();
      var pictures = quick.pictures(180);
      var seconds = (System.nanoTime() - begin) / 1e9;

      assertThat(seconds).isCloseTo(2.0, within(0.4));
      for (var i = 1; i < pictures.size(); i++) {
        var step = pictures.get(i).timestamp() - pictures.get(i - 1).timestamp();
        assertThat(step & 0xffff_ffffL).isEqualTo(1_000);
      }
      Eventually.holds(() -> camera.counts().droppedFrames() > 0);
      // Whatever the slow one gets is whole.
      assertThat(slow.picture().annexB()).isEqualTo(Scene.largeClip().accessUnit(0));
    }
  }
}
