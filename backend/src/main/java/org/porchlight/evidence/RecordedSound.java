package org.porchlight.evidence;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.FootageCopies;
import org.porchlight.feeds.Hearing;
import org.porchlight.registry.CameraId;
import org.springframework.stereotype.Component;

/// What viewers may hear of files that were recorded with sound: what the owner lets be heard now,
/// whatever that was when it was recorded. See docs/decisions/0026-sound-is-a-second-track.md.
@Component
class RecordedSound {

  private final Hearing hearing;

  RecordedSound(Hearing hearing) {
    this.hearing = hearing;
  }

  /// What is to be done about the sound of a file.
  enum Verdict {
    /// There is none.
    NONE,
    /// It may be heard.
    HEARD,
    /// There is some, and nobody may hear it.
    SILENCED
  }

  /// How to learn what is in a file.
  @FunctionalInterface
  interface Reading {

    Manifest manifest() throws IOException;
  }

  /// Reads a part of a file.
  @FunctionalInterface
  interface Part {

    InputStream read(long offset, long length) throws IOException;
  }

  /// @param sound whether there is sound in the file; null if only its manifest says so
  /// @throws IOException if it cannot be known: then nothing may be shown
  Verdict of(CameraId camera, @Nullable Boolean sound, Reading reading) throws IOException {
    var there = sound == null ? reading.manifest().sound() != null : sound;
    if (!there) {
      return Verdict.NONE;
    }
    return hearing.mayBeHeard(camera) ? Verdict.HEARD : Verdict.SILENCED;
  }

  /// Whether what was recorded of this camera may be heard now.
  boolean mayBeHeard(CameraId camera) {
    return hearing.mayBeHeard(camera);
  }

  /// The sound of a file as it goes into a copy.
  static FootageCopies.@Nullable Heard heard(Manifest manifest, Part of) {
    var sound = manifest.sound();
    if (sound == null) {
      return null;
    }
    var from = manifest.soundAt();
    return new FootageCopies.Heard(
        sound.coding(),
        sound.pieces().stream()
            .map(piece ->
                new FootageCopies.Heard.Piece(piece.start(), piece.samples(), piece.bytes()))
            .toList(),
        () -> of.read(from, manifest.data() - from));
  }
}
