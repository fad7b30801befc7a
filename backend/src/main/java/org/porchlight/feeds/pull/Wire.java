package org.porchlight.feeds.pull;

import java.io.IOException;
import java.nio.ByteBuffer;

/// A camera's connection as bytes that do not wait: plain, or over TLS. For the loop's thread.
public interface Wire {

  /// Goes on with the beginning, as far as it goes without waiting.
  ///
  /// @return whether bytes may be written and read now
  boolean begin() throws IOException;

  /// Reads what is there.
  ///
  /// @param to with room
  /// @return how many bytes were read, -1 if no more will come
  int read(ByteBuffer to) throws IOException;

  /// Writes as much as goes, keeps the rest.
  ///
  /// @throws IOException also if the camera has not read for too long
  void write(byte[] bytes) throws IOException;

  /// Writes more of the rest.
  ///
  /// @return whether nothing is left
  boolean flush() throws IOException;
}
