package org.porchlight.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedBoxTest {

  static final byte[] SECRET = "rtsp password".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  SealedBox box() {
    return new SealedBox(MasterKey.inFile(folder.resolve("keys/master.key")));
  }

  @Test
  void opensInItsOwnPlace() {
    var sealed = box().seal(SECRET, "camera", "17", "owner");

    assertThat(box().open(sealed, "camera", "17", "owner")).isEqualTo(SECRET);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("password");
  }

  @Test
  void doesNotOpenWhenMovedToAnotherRow() {
    var sealed = box().seal(SECRET, "camera", "17");

    assertThatThrownBy(() -> box().open(sealed, "camera", "18"))
        .isInstanceOf(SealedBox.CannotOpen.class);
    assertThatThrownBy(() -> box().open(sealed, "camera1", "7"))
        .isInstanceOf(SealedBox.CannotOpen.class);
  }

  @Test
  void doesNotOpenWhenOneBitChanged() {
    var box = box();
    var sealed = box.seal(SECRET, "camera");
    for (var i = 0; i < sealed.length; i++) {
      var altered = sealed.clone();
      altered[i] ^= 1;
      assertThatThrownBy(() -> box.open(altered, "camera")).isInstanceOf(RuntimeException.class);
    }
  }

  @Test
  void doesNotOpenWithAnotherMasterKey() {
    var sealed = box().seal(SECRET, "camera");
    var other = new SealedBox(MasterKey.inFile(folder.resolve("other.key")));

    assertThatThrownBy(() -> other.open(sealed, "camera"))
        .isInstanceOf(SealedBox.CannotOpen.class)
        .hasMessageContaining("another master key");
  }

  @Test
  void everySealedValueIsDifferent() {
    assertThat(box().seal(SECRET, "camera")).isNotEqualTo(box().seal(SECRET, "camera"));
  }

  @Test
  void newKeyFileIsItsOwnersAlone() throws IOException {
    var file = folder.resolve("master.key");
    var _ = MasterKey.inFile(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void keyFileThatOthersCanReadIsRefused() throws IOException {
    var file = folder.resolve("master.key");
    var _ = MasterKey.inFile(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> MasterKey.inFile(file)).hasMessageContaining("chmod 600");
  }
}
