package org.porchlight.feeds.pull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import org.porchlight.registry.StreamAddress;

/// RTSP over TLS. Its context [looks at the certificate][CertificateCheck].
public final class TlsWire implements Wire {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketChannel channel;
  private final SSLEngine engine;
  private final Consumer<Runnable> aside;
  private final Runnable again;
  private final Outgoing outgoing = new Outgoing();
  private final ByteBuffer sealedIn;
  private final ByteBuffer sealedOut;
  private boolean calculating;

  /// We connect to a camera.
  ///
  /// @param aside runs a calculation elsewhere and, when it is done, the second on this thread
  /// @param again is asked for when bytes are left that the socket will not announce
  static TlsWire to(
      StreamAddress address,
      SocketChannel channel,
      SSLContext context,
      Consumer<Runnable> aside,
      Runnable again) {
    var engine = context.createSSLEngine(address.host(), address.port());
    engine.setUseClientMode(true);
    engine.setSSLParameters(CertificateCheck.named(engine.getSSLParameters()));
    return new TlsWire(channel, engine, aside, again);
  }

  /// A camera has connected to us. When it [has begun][#begin], there may be bytes to read that the
  /// socket will not announce.
  ///
  /// @param aside as in [#to]
  /// @param again as in [#to]
  public static TlsWire from(
      SocketChannel channel, SSLContext context, Consumer<Runnable> aside, Runnable again) {
    var engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    return new TlsWire(channel, engine, aside, again);
  }

  private TlsWire(
      SocketChannel channel, SSLEngine engine, Consumer<Runnable> aside, Runnable again) {
    this.channel = channel;
    this.aside = aside;
    this.again = again;
    this.engine = engine;
    var session = engine.getSession();
    sealedIn = ByteBuffer.allocateDirect(session.getPacketBufferSize()).flip();
    sealedOut = ByteBuffer.allocateDirect(session.getPacketBufferSize());
  }

  @Override
  public boolean begin() throws IOException {
    if (engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NOT_HANDSHAKING) {
      engine.beginHandshake();
    }
    var open = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    while (!calculating) {
      switch (engine.getHandshakeStatus()) {
        case NEED_WRAP -> seal(NOTHING);
        case NEED_TASK -> calculate();
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          var result = unseal(open);
          if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
            throw new IOException("TLS was ended");
          }
          if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW && !more()) {
            return false;
          }
          if (result.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.FINISHED) {
            return true;
          }
        }
        case FINISHED, NOT_HANDSHAKING -> {
          return true;
        }
      }
    }
    return false;
  }

  /// Looking at certificates takes milliseconds, in which other cameras would wait.
  private void calculate() {
    var task = engine.getDelegatedTask();
    if (task != null) {
      calculating = true;
      aside.accept(() -> {
        task.run();
        calculating = false;
      });
    }
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    var before = to.position();
    while (true) {
      if (to.remaining() < engine.getSession().getApplicationBufferSize()) {
        // What is left lies here, not in the socket.
        again.run();
        return to.position() - before;
      }
      var result = unseal(to);
      if (result.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP) {
        seal(NOTHING);
      }
      switch (result.getStatus()) {
        case OK -> {}
        case CLOSED -> {
          return to.position() > before ? to.position() - before : -1;
        }
        case BUFFER_OVERFLOW -> throw new IOException("a TLS record larger than agreed on");
        case BUFFER_UNDERFLOW -> {
          var count = fill();
          if (count <= 0) {
            return to.position() > before ? to.position() - before : count;
          }
        }
      }
    }
  }

  private SSLEngineResult unseal(ByteBuffer to) throws IOException {
    return engine.unwrap(sealedIn, to);
  }

  private boolean more() throws IOException {
    var count = fill();
    if (count < 0) {
      throw new IOException("the connection ended");
    }
    return count > 0;
  }

  private int fill() throws IOException {
    sealedIn.compact();
    try {
      return channel.read(sealedIn);
    } finally {
      sealedIn.flip();
    }
  }

  private void seal(ByteBuffer open) throws IOException {
    do {
      sealedOut.clear();
      engine.wrap(open, sealedOut);
      outgoing.add(sealedOut.flip());
    } while (open.hasRemaining());
    outgoing.flush(channel);
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    seal(ByteBuffer.wrap(bytes));
  }

  @Override
  public boolean flush() throws IOException {
    return outgoing.flush(channel);
  }
}
