package org.porchlight.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/// An MP4 file that may be read, for a while, by the person it was opened for.
public interface FootageFile {

  /// Size of what is read.
  long bytes();

  /// SHA-256 of what is read, in hexadecimal.
  String sha256();

  /// How this differs from the file as it was received; empty if it is that file.
  Set<Derivation> derivations();

  /// Whether this is a copy that was made for viewing.
  default boolean derivative() {
    return !derivations().isEmpty();
  }

  /// Bytes of the file from `offset` on. The caller closes the stream.
  ///
  /// @param length at least 1; offset plus length at most the size of the file
  /// @throws IOException if the store does not answer
  InputStream read(long offset, long length) throws IOException;
}
