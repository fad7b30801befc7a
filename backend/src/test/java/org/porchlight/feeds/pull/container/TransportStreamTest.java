package org.porchlight.feeds.pull.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.porchlight.feeds.media.Codec;
import org.porchlight.feeds.media.MalformedVideo;
import org.porchlight.feeds.media.SoundFormat;
import org.porchlight.feeds.media.Timeline;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.VideoSource;

class TransportStreamTest {

  static final String H264_TABLE = "02b0120001c10000e100f0001be100f000";
  static final String H265_TABLE = "02b0170001c10000e100f0000fe101f00024e100f000";
  static final String WITH_AAC = "02b0170001c10000e100f0000fe101f0001be100f000";
  static final String WITH_ALAW = "02b0170001c10000e100f0001be100f00090e101f000";
  static final long WRAP = 1L << 33;

  record Got(Codec codec, String bytes, long decode, long show, boolean afterLoss) {}

  record Heard(SoundFormat format, String bytes, int samples, long time, long picture) {}

  final List<Got> got = new ArrayList<>();
  final List<Heard> heard = new ArrayList<>();
  final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  int counter;

  @Test
  void picturesComeWithTheTimesAtWhichTheyAreDecodedAndShown() throws IOException {
    tables(H264_TABLE);
    picture(90_000, 84_000, "0000016588aa");
    picture(102_000, 90_000, "0000014188bb");
    picture(96_000, 96_000, "0000010188cc");

    receive(188);

    assertThat(got)
        .containsExactly(
            new Got(Codec.H264, "0000016588aa", -6_000, 0, false),
            new Got(Codec.H264, "0000014188bb", 0, 12_000, false),
            new Got(Codec.H264, "0000010188cc", 6_000, 6_000, false));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 187, 189, 1000, 100_000})
  void bytesMayBeCutAnywhere(int piece) throws IOException {
    var large = "00000165" + "ab".repeat(700);
    tables(H265_TABLE);
    picture(0, 0, "0000012601" + "cd".repeat(400));
    picture(6_000, 6_000, large);

    receive(piece);

    assertThat(got).extracting(Got::codec).containsOnly(Codec.HEVC);
    assertThat(got).extracting(Got::bytes).containsExactly("0000012601" + "cd".repeat(400), large);
  }

  @Test
  void timeGoesOnWhenTheClockWraps() throws IOException {
    tables(H264_TABLE);
    picture(WRAP - 6_000, WRAP - 6_000, "0000016501");
    picture(0, 0, "0000014101");
    picture(6_000, 6_000, "0000014101");

    receive(188);

    var first = got.getFirst().show();
    assertThat(got).extracting(one -> one.show() - first).containsExactly(0L, 6_000L, 12_000L);
  }

  @Test
  void aPictureOfWhichPacketsAreMissingIsLeftOutAndTheNextFollowsALoss() throws IOException {
    tables(H264_TABLE);
    picture(0, 0, "0000016501");
    var before = sent.size();
    picture(6_000, 6_000, "00000141" + "ab".repeat(700));
    var bytes = sent.toByteArray();
    sent.reset();
    // The second packet of the picture is lost.
    sent.write(bytes, 0, before + 188);
    sent.write(bytes, before + 376, bytes.length - before - 376);
    picture(12_000, 12_000, "0000014102");

    receive(188);

    assertThat(got).extracting(Got::bytes).containsExactly("0000016501", "0000014102");
    assertThat(got).extracting(Got::afterLoss).containsExactly(false, true);
  }

  @Test
  void packetsThatAreSentTwiceCountOnce() throws IOException {
    tables(H264_TABLE);
    var before = sent.size();
    picture(0, 0, "00000165" + "ab".repeat(300));
    var bytes = sent.toByteArray();
    sent.reset();
    sent.write(bytes, 0, before);
    for (var at = before; at < bytes.length; at += 188) {
      sent.write(bytes, at, 188);
      sent.write(bytes, at, 188);
    }

    receive(188);

    assertThat(got).extracting(Got::bytes).containsExactly("00000165" + "ab".repeat(300));
    assertThat(got).extracting(Got::afterLoss).containsExactly(false);
  }

  @Test
  void picturesThatCameTogetherAreToldApartByTheirDelimiters() throws IOException {
    tables(H264_TABLE);
    picture(0, 0, "00000109f0" + "0000016501" + "00000109f0" + "0000014102");

    receive(188);

    assertThat(got)
        .extracting(Got::bytes)
        .containsExactly("00000109f00000016501", "00000109f00000014102");
    assertThat(got).extracting(Got::show).containsExactly(0L, Timeline.NONE);
  }

  @Test
  void aPictureMayComeInSeveralPieces() throws IOException {
    tables(H264_TABLE);
    picture(0, 0, "0000016501");
    packets("000001e00000" + "800000" + "0000016502");
    picture(6_000, 6_000, "0000014103");

    receive(188);

    assertThat(got).extracting(Got::bytes).containsExactly("00000165010000016502", "0000014103");
  }

  @Test
  void whatStandsBetweenPacketsIsSkipped() throws IOException {
    sent.writeBytes(new byte[300]);
    tables(H264_TABLE);
    picture(0, 0, "0000016501");

    receive(188);

    assertThat(got).extracting(Got::bytes).containsExactly("0000016501");
  }

  @Test
  void aFilmOfSoundIsNoVideo() {
    tables("02b0120001c10000e100f0000fe100f000");

    assertThatThrownBy(() -> receive(188)).isInstanceOf(StreamLost.class);
  }

  @Test
  void noiseNeverBreaksItOtherwiseThanBySayingSo() throws IOException {
    var random = new Random(42);
    for (var round = 0; round < 300; round++) {
      sent.reset();
      tables(round % 2 == 0 ? H264_TABLE : H265_TABLE);
      picture(0, 0, "00000165" + "ab".repeat(900));
      picture(6_000, 6_000, "00000141" + "ab".repeat(900));
      var bytes = sent.toByteArray();
      for (var i = 0; i < 20; i++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        var stream = new TransportStream(4_000, this::keep);
        stream.take(bytes, 0, bytes.length);
        stream.endSegment(false);
      } catch (MalformedVideo | StreamLost said) {
        assertThat(said).hasMessageNotContaining("null");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 188, 100_000})
  void soundComesFrameByFrameWithItsTimes(int piece) throws IOException {
    tables(WITH_AAC);
    picture(0, 0, "0000016501");
    sound(9_000, adts("aa".repeat(300)) + adts("bbbb") + adts("cccccc").substring(0, 10), 0);
    picture(6_000, 6_000, "0000014102");
    sound(26_280, adts("cccccc").substring(10) + adts("dd"), 2);

    hear(piece);

    var aac = new SoundFormat.Aac(16_000, 1);
    assertThat(got).extracting(Got::bytes).containsExactly("0000016501", "0000014102");
    // Frames follow each other without a hole, whatever time stamps are rounded to.
    assertThat(heard)
        .containsExactly(
            new Heard(aac, "aa".repeat(300), 1024, 1600, 9_000),
            new Heard(aac, "bbbb", 1024, 2624, 14_760),
            new Heard(aac, "cccccc", 1024, 3648, 20_520),
            new Heard(aac, "dd", 1024, 4672, 26_280));
  }

  @Test
  void g711ComesAsItIs() throws IOException {
    tables(WITH_ALAW);
    picture(0, 0, "0000016501");
    sound(0, "d5".repeat(320), 0);
    sound(3_600, "55".repeat(160), 2);

    hear(188);

    assertThat(heard)
        .containsExactly(
            new Heard(new SoundFormat.G711(true, 8000, 1), "d5".repeat(320), 320, 0, 0),
            new Heard(new SoundFormat.G711(true, 8000, 1), "55".repeat(160), 160, 320, 3_600));
  }

  @Test
  void soundThatIsNotWantedIsNotLookedAt() throws IOException {
    tables(WITH_AAC);
    picture(0, 0, "0000016501");
    // Nothing of this could be read.
    sound(9_000, "00".repeat(400), 5);
    picture(6_000, 6_000, "0000014102");

    receive(188);

    assertThat(got).extracting(Got::bytes).containsExactly("0000016501", "0000014102");
    assertThat(got).extracting(Got::afterLoss).containsOnly(false);
    assertThat(heard).isEmpty();
  }

  @Test
  void whatIsWrongWithTheSoundIsNotWrongWithThePictures() throws IOException {
    var random = new Random(42);
    for (var round = 0; round < 300; round++) {
      sent.reset();
      got.clear();
      counter = 0;
      tables(round % 2 == 0 ? WITH_AAC : WITH_ALAW);
      picture(0, 0, "0000016501");
      var before = sent.size();
      sound(9_000, adts("aa".repeat(300)) + adts("bbbb"), 0);
      sound(18_000, adts("aa".repeat(500)), 9);
      var after = sent.size();
      picture(6_000, 6_000, "0000014102");
      var bytes = sent.toByteArray();
      for (var i = 0; i < 40; i++) {
        var packet = before + 188 * random.nextInt((after - before) / 188);
        bytes[packet + 4 + random.nextInt(184)] = (byte) random.nextInt();
      }
      sent.reset();
      sent.writeBytes(bytes);

      hear(188);

      assertThat(got).extracting(Got::bytes).containsExactly("0000016501", "0000014102");
      assertThat(got).extracting(Got::afterLoss).containsOnly(false);
    }
  }

  @Test
  void soundAloneIsHeardWhereNoPicturesAreWanted() throws IOException {
    tables("02b0120001c10000e101f0000fe101f000");
    sound(0, adts("aabb"), 0);

    var stream = new TransportStream(0, null, this::keep, new TransportClock());
    var bytes = sent.toByteArray();
    stream.take(bytes, 0, bytes.length);

    assertThat(heard).extracting(Heard::bytes).containsExactly("aabb");
  }

  private void hear(int piece) throws IOException {
    receive(piece, new TransportStream(10_000, this::keep, this::keep, new TransportClock()));
  }

  private void keep(VideoSource.Sound one) {
    var bytes = one.from().asSlice(one.at(), one.length()).toArray(ValueLayout.JAVA_BYTE);
    heard.add(
        new Heard(
            one.format(),
            HexFormat.of().formatHex(bytes),
            one.samples(),
            one.time(),
            one.picture()));
  }

  /// AAC-LC, 16,000 samples a second, one channel.
  private static String adts(String frame) {
    var length = 7 + frame.length() / 2;
    return "fff160%02x%02x%02xfc%s"
        .formatted(0x40 | length >> 11, length >> 3 & 0xFF, (length & 7) << 5 | 0x1F, frame);
  }

  private void sound(long show, String content, int number) {
    var bytes = HexFormat.of().parseHex("000001c00000808005" + time(2, show) + content);
    for (var at = 0; at < bytes.length; at += 184) {
      var part = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 184));
      packet(0x101, at == 0, number++, part);
    }
  }

  private void receive(int piece) throws IOException {
    receive(piece, new TransportStream(10_000, this::keep));
  }

  private void receive(int piece, TransportStream stream) throws IOException {
    var bytes = sent.toByteArray();
    for (var at = 0; at < bytes.length; at += piece) {
      stream.take(bytes, at, Math.min(piece, bytes.length - at));
    }
    stream.endSegment(false);
  }

  private void keep(Codec codec, MemorySegment bytes, long decode, long show, boolean afterLoss) {
    var text = HexFormat.of().formatHex(bytes.toArray(ValueLayout.JAVA_BYTE));
    got.add(new Got(codec, text, decode, show, afterLoss));
  }

  private void tables(String tracks) {
    packet(0, true, 0, HexFormat.of().parseHex("00" + "00b00d0001c100000001f000" + "00000000"));
    packet(0x1000, true, 0, HexFormat.of().parseHex("00" + tracks + "00000000"));
  }

  private void picture(long show, long decode, String content) {
    var both = show != decode;
    var times = both ? time(3, show) + time(1, decode) : time(2, show);
    packets("000001e0000080" + (both ? "c00a" : "8005") + times + content);
  }

  private static String time(int mark, long ticks) {
    var high = ((long) mark << 4) | (((ticks >> 30) & 7) << 1) | 1;
    var middle = (((ticks >> 15) & 0x7FFF) << 1) | 1;
    var low = ((ticks & 0x7FFF) << 1) | 1;
    return "%02x%04x%04x".formatted(high, middle, low);
  }

  private void packets(String hex) {
    var bytes = HexFormat.of().parseHex(hex);
    for (var at = 0; at < bytes.length; at += 184) {
      packet(
          0x100,
          at == 0,
          counter++,
          Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 184)));
    }
  }

  private void packet(int pid, boolean begins, int number, byte[] content) {
    var packet = new byte[188];
    Arrays.fill(packet, (byte) 0xFF);
    packet[0] = 0x47;
    packet[1] = (byte) ((begins ? 0x40 : 0) | (pid >> 8));
    packet[2] = (byte) pid;
    var stuffing = pid == 0x100 || pid == 0x101 ? 184 - content.length : 0;
    packet[3] = (byte) ((stuffing > 0 ? 0x30 : 0x10) | (number & 0x0F));
    if (stuffing > 0) {
      packet[4] = (byte) (stuffing - 1);
      if (stuffing > 1) {
        packet[5] = 0;
      }
    }
    System.arraycopy(content, 0, packet, 4 + stuffing, content.length);
    sent.writeBytes(packet);
  }
}
