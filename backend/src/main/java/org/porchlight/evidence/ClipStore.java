package org.porchlight.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// Where footage is kept.
interface ClipStore {

  /// Makes itself ready, so that the first clip finds everything in place.
  void prepare() throws IOException;

  /// Puts a file under this name. Doing it twice with the same file is harmless.
  void put(String key, Path file) throws IOException;

  /// Name of the manifest of the footage with this name.
  static String manifestOf(String key) {
    return key.replaceFirst("\\.mp4$", ".json");
  }

  /// Bytes from `offset` on. The caller closes the stream.
  InputStream read(String key, long offset, long length) throws IOException;

  /// Deletes it, and makes sure that it is gone. Doing it twice is harmless.
  void delete(String key) throws IOException;
}
