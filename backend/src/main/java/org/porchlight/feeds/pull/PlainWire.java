package org.porchlight.feeds.pull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// RTSP without TLS.
public final class PlainWire implements Wire {

  private final SocketChannel channel;
  private final Outgoing outgoing = new Outgoing();

  public PlainWire(SocketChannel channel) {
    this.channel = channel;
  }

  @Override
  public boolean begin() {
    return true;
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    return channel.read(to);
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    outgoing.add(ByteBuffer.wrap(bytes));
    outgoing.flush(channel);
  }

  @Override
  public boolean flush() throws IOException {
    return outgoing.flush(channel);
  }
}
