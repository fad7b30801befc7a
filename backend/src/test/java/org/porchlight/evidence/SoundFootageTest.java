package org.porchlight.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.porchlight.camerasim.Clip;
import org.porchlight.camerasim.HighEfficiency;
import org.porchlight.camerasim.Scene;
import org.porchlight.feeds.FeedForTests;
import org.porchlight.testing.Ffprobe;

/// Footage with sound, as it lies in the spool.
class SoundFootageTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"AAC", "ALAW", "HE-AAC"})
  void everyPieceOfSoundHasItsHashInTheManifest(String codec) throws Exception {
    var clip = clip(codec);
    try (var door = FeedForTests.startHeard(clip)) {
      door.awaitPictures(45);
      var film = door.films().getFirst();
      var about = new Manifest.About(door.camera(), film.from(), film.to(), 1, 1);
      var name = UUID.randomUUID();

      var kept = new Spool(folder, 1).write(name, film, about);

      var file = Files.readAllBytes(folder.resolve(name + ".mp4"));
      assertThat(FootageCheck.problems(file, kept.text().getBytes(UTF_8))).isEmpty();
      assertThat(Ffprobe.complaints(file)).isEmpty();
      var sound = kept.manifest().sound();
      assertThat(sound).isNotNull();
      assertThat(codec).endsWith(sound.coding().codec());
      assertThat(sound.coding().config()).isEqualTo(codec.equals("HE-AAC") ? "2c0a8800" : "");
      assertThat(sound.pieces()).hasSameSizeAs(film.sounds()).hasSizeGreaterThan(40);
      // What was written down is what is read.
      assertThat(Manifest.read(kept.text()).canonical()).isEqualTo(kept.text());
      assertThat(new Spool(folder, 1).recover(name)).isPresent();

      // One byte of sound is another one.
      file[(int) kept.manifest().soundAt() + 100] ^= 1;
      assertThat(FootageCheck.problems(file, kept.text().getBytes(UTF_8)))
          .anyMatch(problem -> problem.startsWith("a piece of sound"));
    }
  }

  private static Clip clip(String codec) {
    var low = Scene.clipWithAac();
    return switch (codec) {
      case "AAC" -> low;
      case "ALAW" -> Scene.HOUSE_FRONT.clip();
      default ->
          low.withSound(Objects.requireNonNull(low.sound()).highEfficiency(HighEfficiency.SAID));
    };
  }
}
