package org.porchlight.camerasim;

import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/// One client's TCP connection: cuts what comes in into RTSP requests and interleaved frames, and
/// keeps what the client is too slow to take, so that it holds up nobody else.
final class Connection {

  private static final int MOST_INPUT = 1 << 16;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final Dialogue dialogue;
  private byte[] in = new byte[2048];
  private int inEnd;
  private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private ByteBuffer scratch = ByteBuffer.allocate(0);
  private boolean muted;
  private boolean closesWhenWritten;

  Connection(SocketChannel channel, EventLoop loop, CameraSim sim) throws IOException {
    this.channel = channel;
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    // Large enough for a keyframe; a larger one would only hide slow readers.
    channel.setOption(StandardSocketOptions.SO_SNDBUF, 1 << 18);
    this.key = loop.register(channel, SelectionKey.OP_READ, this);
    this.dialogue = new Dialogue(this, sim);
  }

  Dialogue dialogue() {
    return dialogue;
  }

  /// The camera's own address.
  InetAddress self() {
    return channel.socket().getLocalAddress();
  }

  /// Who is on the other side.
  InetAddress peer() {
    return channel.socket().getInetAddress();
  }

  int waitingBytes() {
    return waitingBytes;
  }

  void ready() {
    if (key.isValid() && key.isReadable()) {
      read();
    }
    if (key.isValid() && key.isWritable()) {
      flush();
    }
  }

  /// A muted connection neither answers nor sends, but stays open. Requests that come in meanwhile
  /// are answered when it may speak again.
  void mute(boolean on) {
    muted = on;
    if (!on) {
      flush();
      takeRequests();
    }
  }

  /// An empty buffer of at least this size that is good until the next [#write(ByteBuffer)].
  ByteBuffer scratch(int size) {
    if (scratch.capacity() < size) {
      scratch = ByteBuffer.allocateDirect(Math.max(size, 1 << 15));
    }
    return scratch.clear();
  }

  /// Sends now as much as the socket takes, the rest as soon as it can be written again.
  void write(ByteBuffer data) {
    if (muted || !channel.isOpen()) {
      return;
    }
    try {
      if (waiting.isEmpty()) {
        channel.write(data);
      }
      if (data.hasRemaining()) {
        var rest = ByteBuffer.allocate(data.remaining()).put(data).flip();
        waiting.add(rest);
        waitingBytes += rest.remaining();
        key.interestOpsOr(SelectionKey.OP_WRITE);
      }
    } catch (IOException gone) {
      close();
    }
  }

  void write(String text) {
    write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  void closeWhenWritten() {
    closesWhenWritten = true;
    if (waiting.isEmpty()) {
      close();
    }
  }

  /// Ends with FIN, unless the client has sent something that nobody read.
  void close() {
    try {
      channel.close();
    } catch (IOException ignored) {
      // It is gone either way.
    }
    dialogue.ended();
  }

  /// Ends with RST.
  void reset() {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException ignored) {
      // Then it ends with FIN.
    }
    close();
  }

  private void flush() {
    try {
      while (!muted && !waiting.isEmpty()) {
        var next = waiting.getFirst();
        waitingBytes -= channel.write(next);
        if (next.hasRemaining()) {
          break;
        }
        waiting.removeFirst();
      }
      if (waiting.isEmpty() && closesWhenWritten) {
        close();
      } else if (waiting.isEmpty() || muted) {
        key.interestOpsAnd(~SelectionKey.OP_WRITE);
      } else {
        key.interestOpsOr(SelectionKey.OP_WRITE);
      }
    } catch (IOException gone) {
      close();
    }
  }

  private void read() {
    if (inEnd == in.length) {
      if (in.length >= MOST_INPUT) {
        close();
        return;
      }
      in = Arrays.copyOf(in, in.length * 2);
    }
    try {
      var count = channel.read(ByteBuffer.wrap(in, inEnd, in.length - inEnd));
      if (count < 0) {
        close();
        return;
      }
      inEnd += count;
    } catch (IOException gone) {
      close();
      return;
    }
    dialogue.heard();
    takeRequests();
  }

  private void takeRequests() {
    var at = 0;
    while (!muted && channel.isOpen() && !closesWhenWritten) {
      var size = takeOne(at);
      if (size == 0) {
        break;
      }
      at += size;
    }
    System.arraycopy(in, at, in, 0, inEnd - at);
    inEnd -= at;
  }

  /// Takes what begins at this place.
  ///
  /// @return how many bytes it had; 0 if it is not complete yet
  private int takeOne(int at) {
    if (at == inEnd) {
      return 0;
    }
    if (in[at] == '\r' || in[at] == '\n') {
      return 1;
    }
    if (in[at] == '$') {
      var size = at + 4 > inEnd ? 4 : 4 + ((in[at + 2] & 0xff) << 8 | (in[at + 3] & 0xff));
      return at + size > inEnd ? 0 : size;
    }
    for (var i = at; i + 3 < inEnd; i++) {
      if (in[i] == '\r' && in[i + 1] == '\n' && in[i + 2] == '\r' && in[i + 3] == '\n') {
        var request = RtspRequest.parse(new String(in, at, i - at, StandardCharsets.UTF_8));
        if (request == null) {
          write("RTSP/1.0 400 Bad Request\r\n\r\n");
          closeWhenWritten();
          return i + 4 - at;
        }
        var size = i + 4 - at + request.bodyLength();
        if (at + size > inEnd) {
          return 0;
        }
        return dialogue.take(request) ? size : 0;
      }
    }
    return 0;
  }
}
