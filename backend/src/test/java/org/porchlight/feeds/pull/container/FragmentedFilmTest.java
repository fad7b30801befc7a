package org.porchlight.feeds.pull.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.porchlight.feeds.media.Codec;
import org.porchlight.feeds.media.FragmentedMp4;
import org.porchlight.feeds.media.HevcProfile;
import org.porchlight.feeds.media.LiveSound;
import org.porchlight.feeds.media.MalformedVideo;
import org.porchlight.feeds.media.Sample;
import org.porchlight.feeds.media.SoundFormat;
import org.porchlight.feeds.media.VideoFormat;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.VideoSource;

class FragmentedFilmTest {

  static final VideoFormat AVC =
      new VideoFormat.Avc(
          List.of(hex("6742001f95a814016e9b80808081")), List.of(hex("68ce3880")), 1280, 720, 1);
  static final VideoFormat HEVC =
      new VideoFormat.Hevc(
          List.of(hex("40010c")),
          List.of(hex("420101")),
          List.of(hex("4401c1")),
          new HevcProfile(0, false, 1, 0, 0, 93),
          1280,
          720,
          0);

  record Got(Codec codec, String bytes, long decode, long show, boolean afterLoss) {}

  final List<Got> got = new ArrayList<>();
  final FragmentedFilm film = new FragmentedFilm(10_000, this::keep);

  @Test
  void picturesComeWithTheirTimesAndTheFirstWithTheParameterSets() throws IOException {
    film.header(bytes(FragmentedMp4.header(AVC)));
    segment(
        fragment(
            new Sample(900_000, 906_000, 6000, 6, true),
            new Sample(906_000, 918_000, 6000, 6, false),
            new Sample(912_000, 912_000, 6000, 6, false)));

    assertThat(got)
        .containsExactly(
            new Got(
                Codec.H264,
                "000000016742001f95a814016e9b80808081" + "0000000168ce3880" + "000000016500",
                900_000,
                906_000,
                false),
            new Got(Codec.H264, "000000016501", 906_000, 918_000, false),
            new Got(Codec.H264, "000000016502", 912_000, 912_000, false));
  }

  @Test
  void h265IsReadToo() throws IOException {
    film.header(bytes(FragmentedMp4.header(HEVC)));
    segment(fragment(new Sample(0, 0, 6000, 6, true)));

    assertThat(got)
        .extracting(Got::bytes)
        .containsExactly("0000000140010c" + "00000001420101" + "000000014401c1" + "000000016500");
  }

  @Test
  void whatFollowsMissingFragmentsSaysSo() throws IOException {
    film.header(bytes(FragmentedMp4.header(AVC)));
    segment(fragment(new Sample(0, 0, 6000, 6, true)));
    film.missing();
    segment(
        fragment(
            new Sample(90_000, 90_000, 6000, 6, true), new Sample(96_000, 96_000, 6000, 6, false)));

    assertThat(got).extracting(Got::afterLoss).containsExactly(false, true, false);
  }

  @Test
  void severalFragmentsMayBeInOneSegmentAndTheHeaderToo() throws IOException {
    var all = ByteBuffer.allocate(4096);
    all.put(FragmentedMp4.header(AVC));
    all.put(fragment(new Sample(0, 0, 6000, 6, true)));
    all.put(fragment(new Sample(6_000, 6_000, 6000, 6, false)));

    segment(all.flip());

    assertThat(got).extracting(Got::show).containsExactly(0L, 6_000L);
  }

  @Test
  void aPictureThatIsTooLargeIsRefusedBeforeItIsRead() throws IOException {
    film.header(bytes(FragmentedMp4.header(AVC)));

    assertThatThrownBy(() -> segment(fragment(new Sample(0, 0, 6000, 10_001, true))))
        .isInstanceOf(MalformedVideo.class);
    assertThat(got).isEmpty();
  }

  @Test
  void noiseNeverBreaksItOtherwiseThanBySayingSo() throws IOException {
    var random = new Random(42);
    var header = bytes(FragmentedMp4.header(AVC));
    var fragment =
        bytes(
            fragment(
                new Sample(900_000, 906_000, 6000, 600, true),
                new Sample(906_000, 918_000, 6000, 600, false)));
    for (var round = 0; round < 2000; round++) {
      var broken = header.clone();
      var piece = fragment.clone();
      for (var i = 0; i < 3; i++) {
        broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
        piece[random.nextInt(200)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        film.header(round % 2 == 0 ? broken : header);
        film.segment(new ByteArrayInputStream(piece));
      } catch (MalformedVideo | StreamLost said) {
        assertThat(said).hasMessageNotContaining("null");
      }
    }
  }

  @Test
  void soundComesWithItsTimesAndOnlyWhereItIsWanted() throws IOException {
    var aac = new SoundFormat.Aac(16_000, 1);
    var run =
        new LiveSound.Run(
            32_000, List.of(1024, 1024), List.of(new byte[] {1, 2}, new byte[] {3, 4, 5}));
    var piece = fragment(run, new Sample(180_000, 180_000, 6000, 6, true));
    var heard = new ArrayList<VideoSource.Sound>();

    film.header(bytes(FragmentedMp4.header(AVC, aac)));
    segment(piece);
    var both = new FragmentedFilm(10_000, this::keep, heard::add);
    both.header(bytes(FragmentedMp4.header(AVC, aac)));
    both.segment(new ByteArrayInputStream(bytes(piece)));
    var alone = new FragmentedFilm(10_000, null, heard::add);
    alone.header(bytes(FragmentedMp4.header(AVC, aac)));
    alone.segment(new ByteArrayInputStream(bytes(piece)));

    assertThat(got).hasSize(2);
    assertThat(heard).hasSize(4);
    assertThat(heard).extracting(VideoSource.Sound::format).containsOnly(aac);
    assertThat(heard).extracting(VideoSource.Sound::length).containsExactly(2, 3, 2, 3);
    assertThat(heard)
        .extracting(VideoSource.Sound::time)
        .containsExactly(32_000L, 33_024L, 32_000L, 33_024L);
    assertThat(heard.getFirst().picture()).isEqualTo(180_000);
  }

  @Test
  void whatIsWrongWithTheSoundIsNotWrongWithThePictures() throws IOException {
    var random = new Random(42);
    var header = bytes(FragmentedMp4.header(AVC, new SoundFormat.Aac(16_000, 1)));
    var run =
        new LiveSound.Run(
            32_000, List.of(1024, 1024), List.of(new byte[] {1, 2}, new byte[] {3, 4, 5}));
    var piece = bytes(fragment(run, new Sample(180_000, 180_000, 6000, 6, true)));
    var sample = indexOf(header, "mp4a");
    var traf = indexOf(piece, "traf", indexOf(piece, "traf") + 4);
    var content = indexOf(piece, "mdat");
    for (var round = 0; round < 2000; round++) {
      var broken = header.clone();
      var index = piece.clone();
      for (var i = 0; i < 4; i++) {
        // Behind the sizes of the boxes: those are the container's, and hold everything.
        broken[sample + 4 + random.nextInt(60)] ^= (byte) (1 << random.nextInt(8));
        index[traf + 4 + random.nextInt(content - traf - 8)] ^= (byte) (1 << random.nextInt(8));
      }
      got.clear();
      var both = new FragmentedFilm(10_000, this::keep, _ -> {});
      both.header(round % 2 == 0 ? broken : header);
      try {
        both.segment(new ByteArrayInputStream(index));
      } catch (MalformedVideo boxes) {
        continue;
      }
      assertThat(got).extracting(Got::show).containsExactly(180_000L);
    }
  }

  private static int indexOf(byte[] in, String box) {
    return indexOf(in, box, 0);
  }

  private static int indexOf(byte[] in, String box, int from) {
    return new String(in, ISO_8859_1).indexOf(box, from);
  }

  private void segment(ByteBuffer bytes) throws IOException {
    film.segment(new ByteArrayInputStream(bytes(bytes)));
  }

  /// Pictures of one unit each, whose second byte is their number.
  private static ByteBuffer fragment(Sample... samples) {
    return fragment(LiveSound.Run.NOTHING, samples);
  }

  private static ByteBuffer fragment(LiveSound.Run sound, Sample... samples) {
    return FragmentedMp4.fragment(
        1,
        List.of(samples),
        (number, to, at) -> {
          ByteBuffer.wrap(to).putInt(at, samples[number].size() - 4);
          to[at + 4] = 0x65;
          to[at + 5] = (byte) number;
        },
        sound);
  }

  private void keep(Codec codec, MemorySegment bytes, long decode, long show, boolean afterLoss) {
    var text = HexFormat.of().formatHex(bytes.toArray(ValueLayout.JAVA_BYTE));
    got.add(new Got(codec, text, decode, show, afterLoss));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    var bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
