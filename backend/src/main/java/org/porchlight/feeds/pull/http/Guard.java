package org.porchlight.feeds.pull.http;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Hangs up on a camera that takes too long, whatever it does meanwhile: time-outs of sockets begin
/// anew with every byte, and know nothing of a TLS record that comes byte by byte.
///
/// A virtual thread watches the time of each stream. Thread-safe.
final class Guard implements AutoCloseable {

  private @Nullable Socket socket;
  private long deadline;
  private boolean over;
  private boolean aborted;
  private boolean closed;

  /// Begins to watch the time.
  ///
  /// @param nanoTime on the clock of [System#nanoTime()], as all times here
  void start(long nanoTime) {
    at(nanoTime);
    Thread.ofVirtual().name("http-guard").start(this::keepWatch);
  }

  private synchronized void keepWatch() {
    try {
      while (!closed && !aborted) {
        var left = deadline - System.nanoTime();
        if (left <= 0) {
          over = true;
          hangUp();
          return;
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whatever is waited for must have come by then.
  synchronized void at(long nanoTime) {
    var sooner = nanoTime - deadline < 0;
    deadline = nanoTime;
    if (sooner) {
      notifyAll();
    }
  }

  /// Hangs up on this one when the time has come, and not on the one before.
  void watch(Socket opened) throws IOException {
    synchronized (this) {
      socket = opened;
      if (!isEnded()) {
        return;
      }
    }
    opened.close();
    throw new IOException("too late");
  }

  /// Sleeps until then, or until it is over.
  synchronized void rest(long until) throws IOException {
    try {
      for (var left = until - System.nanoTime();
          left > 0 && !isEnded();
          left = until - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted");
    }
    if (isEnded()) {
      throw new IOException("too late");
    }
  }

  /// Whether it hung up because the time had come.
  synchronized boolean isOver() {
    return over;
  }

  synchronized boolean isAborted() {
    return aborted;
  }

  private synchronized boolean isEnded() {
    return over || aborted || closed;
  }

  /// Hangs up now.
  synchronized void abort() {
    aborted = true;
    hangUp();
    notifyAll();
  }

  @Override
  public synchronized void close() {
    closed = true;
    hangUp();
    notifyAll();
  }

  private void hangUp() {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException _) {
      // It is gone either way.
    }
  }
}
