package org.porchlight.feeds.pull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thread that reads from many cameras. What it costs is waking up, not the bytes: so after
/// each round it rests a moment, and then finds several cameras ready, most with whole pictures.
/// Cameras that send little and are watched by nobody [nap][#nap]: they are not waited for, but
/// read when their time has come, several pictures at once.
///
/// Sessions are only touched by this thread; others [ask][#run] it.
public final class RtspLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RtspLoop.class);

  /// How late a picture may become by it.
  private static final long REST = TimeUnit.MILLISECONDS.toNanos(8);

  /// How often sessions look at the clock.
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(250);

  /// Room for what a session has kept (at most a head and a body) and for a large read.
  private static final int BUFFER = 384 * 1024;

  /// Who has a socket here. Only the loop's thread calls.
  public interface Member {

    /// Something can be done with the socket.
    void ready();

    /// Looks at the clock.
    ///
    /// @param now of [System#nanoTime()]
    void tick(long now);

    /// Lets go of the socket: the loop ends.
    void abandon();
  }

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final MemorySegment memory = MemorySegment.ofBuffer(buffer);
  private final Queue<Runnable> asked = new ConcurrentLinkedQueue<>();
  private final Naps<RtspSession> naps = new Naps<>();
  private final List<Member> ticking = new ArrayList<>();
  private final Selector selector;
  private volatile boolean closed;
  private volatile boolean finished;

  public RtspLoop(String name) {
    try {
      selector = Selector.open();
    } catch (IOException none) {
      throw new UncheckedIOException("no selector", none);
    }
    Thread.ofPlatform().name(name).daemon().start(this::loop);
  }

  /// Lets the loop's thread do something soon.
  public void run(Runnable task) {
    asked.add(task);
    if (finished) {
      runAsked();
    } else {
      selector.wakeup();
    }
  }

  /// Calculates elsewhere, and then goes on here.
  public void aside(Runnable calculation, Runnable then) {
    Thread.ofVirtual()
        .name("tls")
        .start(() -> {
          try {
            calculation.run();
          } finally {
            run(then);
          }
        });
  }

  public SelectionKey register(SelectableChannel channel, int interest, Member member)
      throws IOException {
    return channel.register(selector, interest, member);
  }

  /// Where sessions read into, one after the other, each only for as long as it is its turn.
  public ByteBuffer buffer() {
    return buffer.clear();
  }

  /// Overwrites what was read last.
  public void wipe() {
    memory.fill((byte) 0);
  }

  /// The same memory as [#buffer()].
  MemorySegment memory() {
    return memory;
  }

  /// Reads from a session after so many nanoseconds, and not before unless its key asks for it.
  void nap(RtspSession session, long length) {
    naps.begin(session, System.nanoTime() + length);
  }

  /// How long to wait for a camera, in milliseconds.
  private long patience() {
    var untilNap = naps.next(System.nanoTime());
    return TimeUnit.NANOSECONDS.toMillis(
        Math.clamp(untilNap == null ? TICK : untilNap, 1_000_000, TICK));
  }

  private void loop() {
    var nextTick = System.nanoTime();
    while (!closed) {
      var ready = 1;
      try {
        ready = selector.select(RtspLoop::ready, patience());
        runAsked();
        var now = System.nanoTime();
        naps.end(now, RtspSession::wake);
        if (now - nextTick >= 0) {
          nextTick = now + TICK;
          tick(now);
        }
      } catch (IOException | RuntimeException bug) {
        LOG.error("Reading from cameras goes on after a mistake", bug);
      }
      if (ready > 0) {
        LockSupport.parkNanos(REST);
      }
    }
    members().forEach(Member::abandon);
    try {
      selector.close();
    } catch (IOException _) {
      // The thread ends either way.
    }
    finished = true;
    runAsked();
  }

  private void runAsked() {
    for (var task = asked.poll(); task != null; task = asked.poll()) {
      task.run();
    }
  }

  private static void ready(SelectionKey key) {
    if (key.attachment() instanceof Member member) {
      member.ready();
    }
  }

  /// Hundreds of times a second with hundreds of cameras: without anything that is made anew for
  /// it.
  private void tick(long now) {
    for (var key : selector.keys()) {
      if (key.attachment() instanceof Member member) {
        ticking.add(member);
      }
    }
    // Members may come and go meanwhile.
    for (var i = 0; i < ticking.size(); i++) {
      ticking.get(i).tick(now);
    }
    ticking.clear();
  }

  private List<Member> members() {
    return selector.keys().stream()
        .map(SelectionKey::attachment)
        .filter(Member.class::isInstance)
        .map(Member.class::cast)
        .toList();
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
  }
}
