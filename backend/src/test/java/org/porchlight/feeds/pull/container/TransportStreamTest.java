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
import org.porchlight.feeds.media.Timeline;
import org.porchlight.feeds.pull.StreamLost;

class TransportStreamTest {

  static final String H264_TABLE = "02b0120001c10000e100f0001be100f000";
  static final String H265_TABLE = "02b0170001c10000e100f0000fe101f00024e100f000";
  static final long WRAP = 1L << 33;

  record Got(Codec codec, String bytes, long decode, long show, boolean afterLoss) {}

  final List<Got> got = new ArrayList<>();
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

  private void receive(int piece) throws IOException {
    var stream = new TransportStream(10_000, this::keep);
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
    var stuffing = pid == 0x100 ? 184 - content.length : 0;
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
