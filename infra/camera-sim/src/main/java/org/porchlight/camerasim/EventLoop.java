package org.porchlight.camerasim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The one thread that owns all sockets and all state of the simulator. Whoever wants something
/// from outside asks it and waits for the answer, so nothing else here needs a lock.
final class EventLoop implements AutoCloseable {

  /// Wake-ups cost more than bytes, so what is due within this time is sent together.
  private static final long COARSENESS = TimeUnit.MILLISECONDS.toNanos(4);

  /// What the loop drives.
  interface Work {

    /// A socket can be read, written or accepted.
    void ready(SelectionKey key);

    /// Does what is due at `now` and says when the next thing is, both in [System#nanoTime()].
    long pass(long now);
  }

  private final Selector selector;
  private final Work work;
  private final Thread thread;
  private final Queue<Runnable> asked = new ArrayDeque<>();
  private boolean ended;
  private volatile boolean closing;

  EventLoop(Work work) throws IOException {
    this.work = work;
    this.selector = Selector.open();
    this.thread = Thread.ofPlatform().name("camera-sim").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  SelectionKey register(SelectableChannel channel, int interest, Object owner) throws IOException {
    channel.configureBlocking(false);
    return channel.register(selector, interest, owner);
  }

  List<SelectionKey> keys() {
    return List.copyOf(selector.keys());
  }

  /// Runs on the loop's thread and waits for the answer. After the loop has ended it runs at once.
  <T> T ask(Supplier<T> question) {
    if (Thread.currentThread() == thread) {
      return question.get();
    }
    var answer = new CompletableFuture<T>();
    synchronized (asked) {
      if (ended) {
        return question.get();
      }
      asked.add(() -> {
        try {
          answer.complete(question.get());
        } catch (RuntimeException e) {
          answer.completeExceptionally(e);
        }
      });
    }
    selector.wakeup();
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  void tell(Runnable order) {
    ask(() -> {
      order.run();
      return true;
    });
  }

  private void run() {
    try {
      var next = System.nanoTime();
      while (!closing) {
        var pause = Math.max(COARSENESS, next - System.nanoTime());
        selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(pause)));
        runAsked();
        var ready = new ArrayList<>(selector.selectedKeys());
        selector.selectedKeys().clear();
        ready.forEach(work::ready);
        next = work.pass(System.nanoTime());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the simulator's event loop broke", e);
    } finally {
      synchronized (asked) {
        ended = true;
      }
      runAsked();
    }
  }

  private void runAsked() {
    while (true) {
      Runnable next;
      synchronized (asked) {
        next = asked.poll();
      }
      if (next == null) {
        return;
      }
      next.run();
    }
  }

  @Override
  public void close() {
    closing = true;
    try {
      selector.wakeup();
      thread.join();
      selector.close();
    } catch (ClosedSelectorException closedBefore) {
      // Closing twice is fine.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
