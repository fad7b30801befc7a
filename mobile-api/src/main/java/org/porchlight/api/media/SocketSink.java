package org.porchlight.api.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.porchlight.access.EndReason;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.ViewerSink;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import tools.jackson.databind.json.JsonMapper;

/// A viewer at the other end of a web socket.
final class SocketSink implements ViewerSink {

  /// A client that does not take one message in this time is gone.
  private static final long SEND_MILLIS = 5_000;

  private record Start(String type, String mime, long zero) {}

  private record ClockShifted(String type, long zero) {}

  private record Waiting(String type, String problem) {}

  private record End(String type, String reason) {}

  private final WebSocketSession session;
  private final JsonMapper json;
  private final ReentrantLock sending = new ReentrantLock();
  private volatile boolean ended;

  SocketSink(WebSocketSession session, JsonMapper json) {
    this.session = session;
    this.json = json;
  }

  /// Keeps a client that reads nothing from holding a thread for longer than a few seconds.
  static void boundSends(WebSocketSession session) {
    if (session instanceof NativeWebSocketSession wrapped
        && wrapped.getNativeSession() instanceof jakarta.websocket.Session real) {
      real.getUserProperties()
          .put("org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT", SEND_MILLIS);
    }
  }

  @Override
  public void start(String mimeCodecs, ByteBuffer init, Instant zero) {
    send(text(new Start("start", mimeCodecs, zero.toEpochMilli())));
    if (init.hasRemaining()) {
      send(new BinaryMessage(init));
    }
  }

  @Override
  public void fragment(ByteBuffer piece, boolean key) {
    send(new BinaryMessage(piece));
  }

  @Override
  public void clock(Instant zero) {
    send(text(new ClockShifted("clock", zero.toEpochMilli())));
  }

  @Override
  public void waiting(StreamProblem problem) {
    send(text(new Waiting("waiting", problem.name())));
  }

  @Override
  public void end(EndReason reason) {
    end(reason.code(), CloseStatus.NORMAL);
  }

  /// Turns somebody away, without saying why.
  void refuse() {
    end("REFUSED", CloseStatus.POLICY_VIOLATION);
  }

  private void end(String reason, CloseStatus status) {
    ended = true;
    try {
      // A client that has stopped reading holds the lock; it is not told, only closed.
      if (sending.tryLock(300, TimeUnit.MILLISECONDS)) {
        try {
          session.sendMessage(text(new End("end", reason)));
        } finally {
          sending.unlock();
        }
      }
      session.close(status);
    } catch (IOException | IllegalStateException gone) {
      // That is what was wanted.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(WebSocketMessage<?> message) {
    sending.lock();
    try {
      if (!ended) {
        session.sendMessage(message);
      }
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    } finally {
      sending.unlock();
    }
  }

  private TextMessage text(Record message) {
    return new TextMessage(json.writeValueAsString(message));
  }
}
