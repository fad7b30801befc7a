package org.porchlight.evidence;

import java.io.IOException;
import java.io.InputStream;

/// A clip that may be read, for a while, by the person it was opened for.
public interface Playback {

  Clip clip();

  /// Bytes of the file from `offset` on. The caller closes the stream.
  ///
  /// @param length at least 1; offset plus length at most the size of the file
  /// @throws IOException if the store does not answer
  InputStream read(long offset, long length) throws IOException;
}
