package org.porchlight.feeds.pull.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.porchlight.feeds.media.Codec;
import org.porchlight.feeds.media.MalformedVideo;

class AccessUnitsTest {

  @Test
  void unitsAloneTogetherAndInPiecesBecomeOnePicture() {
    var camera =
        new Packets(Codec.H264)
            // Delimiter and remark together; the delimiter is left out.
            .send(900, false, 24, 0, 2, 9, 0xF0, 0, 3, 6, 5, 1)
            .send(900, false, 0x65, 0x88, 1)
            .send(900, false, 0x7C, 0x85, 0x40, 2)
            .send(900, false, 0x7C, 0x05, 3, 4)
            .send(900, true, 0x7C, 0x45, 5);

    assertThat(camera.units(0))
        .containsExactly(List.of(6, 5, 1), List.of(0x65, 0x88, 1), List.of(0x65, 0x40, 2, 3, 4, 5));
    assertThat(camera.got.getFirst().key()).isTrue();
    assertThat(camera.got.getFirst().afterLoss()).isFalse();
  }

  @Test
  void h265ComesInItsOwnPacking() {
    var camera =
        new Packets(Codec.HEVC)
            .send(900, false, 0x60, 1, 0, 4, 0x4E, 1, 7, 8, 0, 4, 0x26, 1, 0x80, 9)
            .send(900, false, 0x62, 1, 0x93, 0x01, 2)
            .send(900, true, 0x62, 1, 0x53, 3)
            .send(4500, true, 0x02, 1, 0x90);

    assertThat(camera.units(0))
        .containsExactly(
            List.of(0x4E, 1, 7, 8), List.of(0x26, 1, 0x80, 9), List.of(0x26, 1, 0x01, 2, 3));
    assertThat(camera.got.get(0).key()).isTrue();
    assertThat(camera.units(1)).containsExactly(List.of(0x02, 1, 0x90));
    assertThat(camera.got.get(1).key()).isFalse();
    assertThat(camera.got.get(1).time() - camera.got.get(0).time()).isEqualTo(3600);
  }

  @Test
  void withoutMarksAPictureEndsWhereTheTimeStampChanges() {
    var camera =
        new Packets(Codec.H264)
            .send(0, false, 0x65, 0x88)
            .send(0, false, 0x65, 0x08)
            .send(3000, false, 0x41, 0x88);

    assertThat(camera.units(0)).hasSize(2);
    assertThat(camera.got).hasSize(1);
  }

  @Test
  void marksInTheMiddleOfPicturesAreBelievedOnlyOnce() {
    var camera = new Packets(Codec.H264);
    for (var i = 0; i < 4; i++) {
      camera.send(i * 3000, true, 0x41, 0x88).send(i * 3000, true, 0x41, 0x08);
    }
    camera.send(12_000, true, 0x41, 0x88);

    // The first was torn in two before the lie was known; all others are whole.
    assertThat(camera.got).hasSize(5);
    for (var i = 2; i < 5; i++) {
      assertThat(camera.units(i)).hasSize(2);
    }
  }

  @Test
  void picturesWithOneTimeStampAreStillPictures() {
    var camera = new Packets(Codec.H264);
    for (var i = 0; i < 5; i++) {
      camera.send(77, true, 0x41, 0x88, i);
    }

    assertThat(camera.got).hasSize(5).allMatch(picture -> picture.time() == 0);
  }

  @Test
  void whatIsMissingIsSaidAndNoUnitIsHandedOnInPieces() {
    var camera =
        new Packets(Codec.H264)
            .send(0, true, 0x65, 0x88)
            .send(3000, false, 0x41, 0x88, 1)
            .send(3000, false, 0x7C, 0x81, 0x08, 1)
            .lose(2)
            .send(3000, true, 0x7C, 0x41, 9)
            .send(6000, true, 0x41, 0x88)
            .lose(1)
            .send(9000, true, 0x41, 0x88);

    assertThat(camera.got)
        .extracting(Packets.Got::afterLoss)
        .containsExactly(false, true, false, true);
    assertThat(camera.units(1)).containsExactly(List.of(0x41, 0x88, 1));
    assertThat(camera.reception.lost()).isEqualTo(3);
  }

  @Test
  void thePictureBeforeALossAndTheOneAfterItAreBothSuspect() {
    var camera =
        new Packets(Codec.H264)
            .send(0, true, 0x65, 0x88)
            .send(3000, false, 0x41, 0x88)
            .lose(1)
            .send(6000, true, 0x41, 0x88);

    assertThat(camera.got).extracting(Packets.Got::afterLoss).containsExactly(false, true, true);
  }

  @Test
  void timeGoesOnWhereTheTimeStampWraps() {
    var camera = new Packets(Codec.H264).send(-3000, true, 0x65, 0x88).send(600, true, 0x41, 0x88);

    assertThat(camera.got.get(1).time() - camera.got.get(0).time()).isEqualTo(3600);
  }

  @Test
  void parameterSetsAloneAreNoPictureAndStayWithTheStream() {
    var camera = new Packets(Codec.H264).send(0, true, 0x68, 0xCE, 0x38, 0x80);

    assertThat(camera.got).isEmpty();
    assertThat(camera.send(0, true, 0x41, 0x88).units(0)).containsExactly(List.of(0x41, 0x88));
  }

  @Test
  void aPictureThatNeverEndsIsRefused() {
    var camera = new Packets(Codec.H264).send(0, false, 0x7C, 0x85, 0x88);
    var piece = new byte[60_000];
    piece[0] = 0x7C;
    piece[1] = 0x05;

    assertThatExceptionOfType(MalformedVideo.class)
        .isThrownBy(() -> {
          for (var i = 0; i < 20; i++) {
            camera.send(0, false, piece);
          }
        });
    camera.close();
    assertThat(camera.pool.bytesInUse()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void noiseIsRefusedOrHarmless(Codec codec) {
    for (var seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      var camera = new Packets(codec);
      try {
        for (var i = 0; i < 50; i++) {
          var noise = new byte[random.nextInt(40)];
          random.nextBytes(noise);
          if (noise.length > 0) {
            noise[0] &= 0x7F;
          }
          camera.send(random.nextInt(3), random.nextBoolean(), noise);
        }
      } catch (MalformedVideo expected) {
        assertThat(expected).hasMessageNotContaining("Index");
      } finally {
        camera.close();
      }
      assertThat(camera.pool.bytesInUse()).isZero();
    }
  }
}
