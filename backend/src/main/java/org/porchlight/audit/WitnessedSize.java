package org.porchlight.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.porchlight.audit.tlog.Checkpoint;
import org.porchlight.audit.tlog.Hash;

/// The newest checkpoint that was signed here, in a file beside the key and outside the database.
///
/// A database that was restored from a backup has forgotten entries that were already signed. Going
/// on from there would sign a second history; this file is what notices.
final class WitnessedSize {

  private final Path file;

  WitnessedSize(Path keyFile) {
    this.file = keyFile.resolveSibling(keyFile.getFileName() + ".witnessed");
  }

  /// The newest checkpoint, with size 0 where nothing was signed yet.
  ///
  /// @throws IllegalStateException if the file cannot be understood
  Checkpoint read(String origin) {
    try {
      var checkpoint = Checkpoint.parse(Files.readString(file));
      if (!checkpoint.origin().equals(origin)) {
        throw new IllegalStateException(file + " belongs to the log " + checkpoint.origin());
      }
      return checkpoint;
    } catch (NoSuchFileException none) {
      return Checkpoint.of(origin, 0, Hash.EMPTY);
    } catch (IllegalArgumentException broken) {
      throw new IllegalStateException(file + " is damaged", broken);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Keeps a checkpoint; it is on disk when this returns.
  void write(Checkpoint checkpoint) {
    try {
      LogKeyFile.replace(file, checkpoint.text());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  Path file() {
    return file;
  }
}
