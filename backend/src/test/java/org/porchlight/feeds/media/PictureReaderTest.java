package org.porchlight.feeds.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.porchlight.camerasim.Scene;

class PictureReaderTest {

  @ParameterizedTest
  @EnumSource
  void everySceneIsUnderstood(Scene scene) {
    var clip = scene.clip();
    var reader = new PictureReader(Codec.H264);

    for (var i = 0; i < 40; i++) {
      assertThat(reader.read(MemorySegment.ofArray(clip.accessUnit(i)), false)).isTrue();
      assertThat(reader.isKey()).isEqualTo(i % 30 == 0);
    }
    assertThat(reader.format().width()).isEqualTo(640);
    assertThat(reader.format().height()).isEqualTo(360);
    assertThat(reader.format().mime()).matches("video/mp4; codecs=\"avc1\\.[0-9a-f]{6}\"");
  }

  /// Sequence parameter sets with their size, written by the encoders of real cameras and of x264.
  @ParameterizedTest
  @CsvSource({
    "67640028acd940780227e5c05a808080a0000003002000000781e30632c0, 1920, 1080",
    "6742001f95a814016e9b80808081, 1280, 720",
    "674d401f9a6402802dff80b7010101400000fa000030d43a, 1280, 720",
  })
  void sizesAreRead(String hex, int width, int height) {
    var read = new AvcParameters(HexFormat.of().parseHex(hex));

    assertThat(read.width).isEqualTo(width);
    assertThat(read.height).isEqualTo(height);
  }

  @Test
  void startCodesBecomeLengthsAndNothingElseChanges() {
    var reader = new PictureReader(Codec.H264);
    var slice = new byte[] {0x41, 0, 0, 3, 1, 7, 0, 0, 3};
    var stream = new ByteArrayOutputStream();
    // Three- and four-byte codes, trailing zeros, a delimiter that is left out.
    stream.writeBytes(new byte[] {0, 0, 0, 1, 9, (byte) 0xF0, 0, 0, 1});
    stream.writeBytes(slice);
    stream.writeBytes(new byte[] {0, 0, 0, 0, 1});
    stream.writeBytes(slice);

    assertThat(reader.read(MemorySegment.ofArray(stream.toByteArray()), false)).isTrue();

    var sample = new byte[reader.size()];
    reader.copyTo(MemorySegment.ofArray(sample));
    var expected = new ByteArrayOutputStream();
    for (var i = 0; i < 2; i++) {
      expected.writeBytes(new byte[] {0, 0, 0, 9});
      expected.writeBytes(slice);
    }
    assertThat(sample).isEqualTo(expected.toByteArray());
  }

  @Test
  void parameterSetsAloneAreNoPicture() {
    var reader = new PictureReader(Codec.H264);
    var sets = new byte[] {0, 0, 1, 0x68, (byte) 0xCE, 0x38, (byte) 0x80};

    assertThat(reader.read(MemorySegment.ofArray(sets), false)).isFalse();
    assertThat(reader.read(MemorySegment.ofArray(new byte[0]), false)).isFalse();
    assertThat(reader.read(MemorySegment.ofArray(new byte[] {0, 0, 1}), false)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noiseIsEitherRefusedOrHarmless(long seed) {
    var random = new Random(seed);
    for (var codec : Codec.values()) {
      var refused = 0;
      for (var i = 0; i < 3000; i++) {
        var noise = new byte[random.nextInt(200)];
        random.nextBytes(noise);
        if (codec != Codec.MJPEG) {
          for (var at = 0; at + 4 < noise.length; at += 20) {
            noise[at] = 0;
            noise[at + 1] = 0;
            noise[at + 2] = 1;
          }
        }
        var reader = new PictureReader(codec);
        try {
          if (reader.read(MemorySegment.ofArray(noise), false)) {
            reader.copyTo(MemorySegment.ofArray(new byte[reader.size()]));
          }
        } catch (MalformedVideo expected) {
          refused++;
        }
      }
      assertThat(refused).isPositive();
    }
  }

  @Test
  void damagedParameterSetsAreRefusedNotFollowed() {
    var good =
        HexFormat.of().parseHex("67640028acd940780227e5c05a808080a0000003002000000781e30632c0");
    var random = new Random(7);
    for (var i = 0; i < 5000; i++) {
      var bad = good.clone();
      for (var hit = 0; hit < 3; hit++) {
        bad[1 + random.nextInt(bad.length - 1)] = (byte) random.nextInt();
      }
      try {
        var read = new AvcParameters(bad);
        assertThat(read.width).isPositive();
        assertThat(read.height).isPositive();
      } catch (MalformedVideo expected) {
        assertThat(expected).hasMessageNotContaining("Index");
      }
    }
  }
}
