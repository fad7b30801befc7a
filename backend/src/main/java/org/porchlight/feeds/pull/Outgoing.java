package org.porchlight.feeds.pull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// What a camera was not ready to read yet. Requests are small, so there is never much of it.
final class Outgoing {

  private static final int MOST = 64 * 1024;

  private ByteBuffer rest = ByteBuffer.allocate(0);

  /// Adds bytes behind what waits.
  ///
  /// @throws IOException if too much waits
  void add(ByteBuffer more) throws IOException {
    if (rest.remaining() + more.remaining() > MOST) {
      throw new IOException("the camera does not read what it is asked");
    }
    rest = ByteBuffer.allocate(rest.remaining() + more.remaining()).put(rest).put(more).flip();
  }

  /// Writes as much as goes.
  ///
  /// @return whether nothing is left
  boolean flush(SocketChannel to) throws IOException {
    while (rest.hasRemaining() && to.write(rest) > 0) {
      // More may go.
    }
    return !rest.hasRemaining();
  }
}
