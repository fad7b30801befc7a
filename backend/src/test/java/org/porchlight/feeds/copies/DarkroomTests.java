package org.porchlight.feeds.copies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.porchlight.camerasim.Scene;
import org.porchlight.feeds.apart.Result;
import org.porchlight.feeds.media.Codec;
import org.porchlight.feeds.media.PictureReader;
import org.porchlight.feeds.media.VideoFormat;
import org.porchlight.registry.Mask;
import org.springframework.util.unit.DataSize;

class DarkroomTests {

  static final Instant AT = Instant.parse("2026-11-22T12:34:56Z");
  static final Look PLAIN = new Look(List.of(), 1280, "");

  final CopySettings settings = settings(Duration.ofSeconds(5));
  Workers workers = new Workers(settings);
  Darkroom darkroom = new Darkroom(workers);

  static CopySettings settings(Duration stillTime) {
    return new CopySettings(
        Duration.ofSeconds(20),
        stillTime,
        1,
        4,
        500,
        Duration.ofMinutes(1),
        DataSize.ofMegabytes(48),
        2,
        1280,
        1280,
        320);
  }

  @AfterEach
  void close() {
    darkroom.close();
    workers.close();
  }

  @Test
  void aKeyframeBecomesAJpegOfBoundedSize() throws IOException {
    var picture = made(develop(key(), PLAIN));
    assertThat(picture.getWidth()).isEqualTo(640);
    assertThat(picture.getHeight()).isEqualTo(360);

    var small = made(develop(key(), new Look(List.of(), 320, "")));
    assertThat(small.getWidth()).isEqualTo(320);
    assertThat(small.getHeight()).isEqualTo(180);
    assertThat(workers.alive()).isEqualTo(1);
  }

  @Test
  void whatIsMaskedIsGreyAndTheRestIsNot() throws IOException {
    var before = made(develop(key(), PLAIN));
    var mask = Mask.rectangle(0.25, 0.25, 0.5, 0.75);
    var after = made(develop(key(), new Look(List.of(mask), 1280, "")));

    for (var x = 160; x < 320; x += 3) {
      for (var y = 90; y < 270; y += 3) {
        assertThat(distance(after.getRGB(x, y), 0x2F2F2F)).isLessThan(60);
      }
    }
    var same = 0;
    for (var x = 400; x < 600; x += 3) {
      same += distance(after.getRGB(x, 200), before.getRGB(x, 200)) < 60 ? 1 : 0;
    }
    assertThat(same).isGreaterThan(50);
  }

  @Test
  void aMaskThatCrossesItselfLeavesNoHole() throws IOException {
    var star =
        new Mask(
            List.of(
                new Mask.Point(0.5, 0.1),
                new Mask.Point(0.7, 0.9),
                new Mask.Point(0.2, 0.4),
                new Mask.Point(0.8, 0.4),
                new Mask.Point(0.3, 0.9)));

    var picture = made(develop(key(), new Look(List.of(star), 1280, "")));

    assertThat(distance(picture.getRGB(320, 190), 0x2F2F2F)).isLessThan(60);
  }

  @Test
  void theTimeIsBurnedIn() throws IOException {
    var picture = made(develop(key(), new Look(List.of(), 1280, "COPY 1A2B")));

    // White dots on black in the lower left corner, whatever the scene shows there.
    var black = 0;
    var white = 0;
    for (var x = 4; x < 120; x++) {
      for (var y = 350; y < 357; y++) {
        black += distance(picture.getRGB(x, y), 0x000000) < 120 ? 1 : 0;
        white += distance(picture.getRGB(x, y), 0xFFFFFF) < 200 ? 1 : 0;
      }
    }
    assertThat(black).isGreaterThan(200);
    assertThat(white).isGreaterThan(80);
  }

  @Test
  void hostileBytesMakeNoPictureAndTheNextOneIsMade() {
    var random = new Random(7);
    var good = key();
    for (var i = 0; i < 60; i++) {
      var bytes = good.sample.clone();
      switch (i % 4) {
        case 0 -> bytes = java.util.Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
        case 1 -> random.nextBytes(bytes);
        case 2 -> {
          for (var j = 0; j < 50; j++) {
            bytes[4 + random.nextInt(bytes.length - 4)] = (byte) random.nextInt();
          }
        }
        default -> bytes = new byte[random.nextInt(64)];
      }
      // A damaged picture may still come out as one; it must only not take anything with it.
      assertThat(darkroom.develop(good.format, bytes, AT, PLAIN)).isNotNull();
    }

    assertThat(develop(good, PLAIN)).isInstanceOf(StillAnswer.Made.class);
  }

  @Test
  void aHugePictureIsRefused() {
    // 16,384 by 16,384, as a sequence parameter set says it.
    var sps = sps(1024, 1024);
    var avc = (VideoFormat.Avc) key().format;
    var huge = new VideoFormat.Avc(List.of(sps), avc.pps(), 16_384, 16_384, 0);

    assertThat(darkroom.develop(huge, key().sample, AT, PLAIN))
        .isEqualTo(new StillAnswer.NotMade(StillAnswer.Why.UNDECODABLE));
    assertThat(develop(key(), PLAIN)).isInstanceOf(StillAnswer.Made.class);
  }

  @Test
  void aWorkerThatIsKilledIsReplaced() throws Exception {
    assertThat(develop(key(), PLAIN)).isInstanceOf(StillAnswer.Made.class);
    var first = workers.hire();
    ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().filter(name -> name.endsWith("java")).isPresent())
        .forEach(ProcessHandle::destroyForcibly);
    await().until(() -> !first.isAlive() && workers.alive() == 0);

    await().until(() -> develop(key(), PLAIN) instanceof StillAnswer.Made);
  }

  @Test
  void aWorkerThatHangsIsEndedInTime() {
    darkroom.close();
    var quick = settings(Duration.ofMillis(500));
    workers = new Workers(quick, WorkerCommand.of(quick, Hanging.class));
    darkroom = new Darkroom(workers);

    assertThat(develop(key(), PLAIN))
        .isEqualTo(new StillAnswer.NotMade(StillAnswer.Why.UNDECODABLE));
    await().until(() -> workers.alive() == 0);
  }

  @Test
  void whoDoesNotWaitSoLongFindsItBusy() {
    darkroom.close();
    var slow = settings(Duration.ofSeconds(30));
    workers = new Workers(slow, WorkerCommand.of(slow, Hanging.class));
    darkroom = new Darkroom(workers);
    var key = key();

    assertThat(darkroom.develop(key.format, key.sample, AT, PLAIN, Duration.ofMillis(300)))
        .isEqualTo(new StillAnswer.NotMade(StillAnswer.Why.BUSY));
  }

  @Test
  void whereNoWorkerCanBeStartedThereIsNoPicture() {
    darkroom.close();
    workers = new Workers(settings, List.of("/nonexistent/java"));
    darkroom = new Darkroom(workers);

    assertThat(develop(key(), PLAIN)).isEqualTo(new StillAnswer.NotMade(StillAnswer.Why.NO_WORKER));
  }

  @Test
  void moreThanMayWaitAreToldSoAndWhoWaitsWhenItClosesToo() throws Exception {
    darkroom.close();
    var slow = settings(Duration.ofSeconds(30));
    workers = new Workers(slow, WorkerCommand.of(slow, Hanging.class));
    darkroom = new Darkroom(workers);
    try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked = new ArrayList<java.util.concurrent.Future<StillAnswer>>();
      for (var i = 0; i < 7; i++) {
        asked.add(crowd.submit(() -> develop(key(), PLAIN)));
      }
      // One is made, four wait.
      await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> asked.stream().filter(one -> one.isDone()).count() == 2);
      darkroom.close();
      workers.close();
      for (var one : asked) {
        assertThat(one.get(10, TimeUnit.SECONDS)).isInstanceOf(StillAnswer.NotMade.class);
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aWorkerKnowsNothingAndTheKernelHoldsIt() throws IOException {
    try (var worker = workers.hire()) {
      assertThat(worker.isShut()).isTrue();
      var proc = Path.of("/proc/" + worker.pid());
      assertThat(Files.readString(proc.resolve("environ"))).isEmpty();
      assertThat(Files.readString(proc.resolve("status"))).containsPattern("Seccomp:\\s+2");
      assertThat(Files.readString(proc.resolve("cmdline")))
          .doesNotContain("password", "secret")
          .contains("-Xmx48m");
    }
  }

  private StillAnswer develop(Key key, Look look) {
    return darkroom.develop(key.format, key.sample, AT, look);
  }

  private static BufferedImage made(StillAnswer answer) throws IOException {
    assertThat(answer).isInstanceOf(StillAnswer.Made.class);
    return ImageIO.read(new ByteArrayInputStream(((StillAnswer.Made) answer).jpeg()));
  }

  private static int distance(int one, int other) {
    var sum = 0;
    for (var shift = 0; shift < 24; shift += 8) {
      sum += Math.abs((one >> shift & 0xFF) - (other >> shift & 0xFF));
    }
    return sum;
  }

  @SuppressWarnings("ArrayRecordComponent")
  record Key(VideoFormat format, byte[] sample) {}

  static Key key() {
    var reader = new PictureReader(Codec.H264);
    reader.read(MemorySegment.ofArray(Scene.CROSSING.clip().accessUnit(0)), false);
    var sample = new byte[reader.size()];
    reader.copyTo(MemorySegment.ofArray(sample));
    return new Key(reader.format(), sample);
  }

  /// A baseline set with this size in macroblocks, written bit by bit.
  private static byte[] sps(int wide, int high) {
    var bits = new StringBuilder();
    ue(bits, 0); // seq_parameter_set_id
    ue(bits, 0); // log2_max_frame_num_minus4
    ue(bits, 2); // pic_order_cnt_type
    ue(bits, 1); // max_num_ref_frames
    bits.append('0');
    ue(bits, wide - 1);
    ue(bits, high - 1);
    bits.append("1").append("1").append("0").append("0").append("1");
    while (bits.length() % 8 != 0) {
      bits.append('0');
    }
    var set = new byte[4 + bits.length() / 8];
    set[0] = 0x67;
    set[1] = 66;
    set[3] = 51;
    for (var i = 0; i < bits.length() / 8; i++) {
      set[4 + i] = (byte) Integer.parseInt(bits, 8 * i, 8 * i + 8, 2);
    }
    return set;
  }

  private static void ue(StringBuilder bits, int value) {
    var binary = Integer.toBinaryString(value + 1);
    bits.append("0".repeat(binary.length() - 1)).append(binary);
  }

  /// A worker that begins and then never answers.
  static final class Hanging {

    private Hanging() {}

    public static void main(String[] arguments) throws Exception {
      new Result.Ready(false).write(new DataOutputStream(new FileOutputStream(FileDescriptor.out)));
      while (System.in.read() >= 0) {
        // Takes everything, gives nothing.
      }
    }
  }
}
