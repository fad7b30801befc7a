package org.porchlight.camerasim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.porchlight.camerasim.CameraOptions.ParameterSets;

class SceneTest {

  @ParameterizedTest
  @EnumSource(Scene.class)
  void everySceneIsAsLongAndAsLargeAsItSays(Scene scene) {
    assertThat(scene.clip().width()).isEqualTo(640);
    assertThat(scene.clip().height()).isEqualTo(360);
    assertThat(scene.smallClip().width()).isEqualTo(320);
    assertThat(scene.smallClip().height()).isEqualTo(180);
    assertThat(scene.clip().frames()).isEqualTo(240);
    var units = scene.clip().video(ParameterSets.IN_BAND_AND_SDP).units();
    assertThat(IntStream.range(0, 240).filter(frame -> units.get(frame).isKey()))
        .containsExactly(0, 30, 60, 90, 120, 150, 180, 210);
  }

  @ParameterizedTest
  @EnumSource(Scene.class)
  void everyPictureCarriesItsBarcode(Scene scene) {
    assertBarcodes(scene, scene.clip());
    assertBarcodes(scene, scene.smallClip());
  }

  @Test
  void theLargeClipIsLarge() {
    assertThat(Scene.largeClip().width()).isEqualTo(1280);
    assertThat(Scene.largeClip().height()).isEqualTo(720);
    assertBarcodes(Scene.MAIN_STREET, Scene.largeClip());
  }

  @Test
  void soundIsAsLongAsThePicture() {
    var sound = Scene.HOUSE_FRONT.clip().audio();

    assertThat(sound).isNotNull();
    assertThat(sound.units().size() * sound.ticksPerUnit()).isEqualTo(16 * 8_000);

    var aac = Scene.clipWithAac().audio();

    assertThat(aac).isNotNull();
    assertThat(aac.units().size() * aac.ticksPerUnit()).isEqualTo(16 * 16_000);
  }

  @Test
  void barcodesSayWhichPictureOfWhichScene() {
    var value = Barcode.valueOf(Scene.CROSSING, 200);

    assertThat(Barcode.sceneNumberIn(value)).isEqualTo(Barcode.sceneNumber(Scene.CROSSING));
    assertThat(Barcode.frameIn(value)).isEqualTo(200);
    assertThat(value).isLessThan(1 << Barcode.BITS);
  }

  @Test
  void whatIsNoClipIsRefused() {
    assertThatThrownBy(() -> Clip.ofAnnexB("noise", new byte[1_000], 15))
        .isInstanceOf(IllegalArgumentException.class);
    var late = Scene.ALLEY.clip().accessUnit(1);
    assertThatThrownBy(() -> Clip.ofAnnexB("late", late, 15))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertBarcodes(Scene scene, Clip clip) {
    try (var decoder = new H264Decoder()) {
      for (var frame = 0; frame < clip.frames(); frame++) {
        assertThat(decoder.barcodes(clip.accessUnit(frame)))
            .containsExactly(Barcode.valueOf(scene, frame));
      }
    }
  }
}
