package org.porchlight.feeds.pull.push;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.media.ChunkPool;
import org.porchlight.feeds.pull.PullLimits;
import org.porchlight.feeds.pull.RtspLoop;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.VideoSource;
import org.porchlight.feeds.pull.VideoSource.VideoStream;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.PublishKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where cameras dial in: listens for RTSP, lets in who shows the password of a camera, and hands
/// on what it sends to whoever takes it. A few threads serve all of them. Thread-safe.
///
/// Of two that dial in as one camera the later one is right: the earlier one may be a connection
/// that died without a word.
public final class PushDoor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PushDoor.class);

  /// How many are let in at once before those that are here are looked after.
  private static final int AT_ONCE = 64;

  private final PushLimits limits;
  private final PullLimits pull;
  private final ChunkPool pool;
  private final Clock clock;
  private final Desk desk;
  private final Lockout lockout;
  private final int threads;
  private final PublishKey nobody = PublishKey.ofNobody();
  private final List<RtspLoop> loops = new ArrayList<>();
  private final List<ServerSocketChannel> listeners = new ArrayList<>();
  private final Map<CameraId, PushSession> sending = new ConcurrentHashMap<>();

  // Guarded by this, as are loops and listeners.
  private final Map<InetAddress, Integer> perAddress = new HashMap<>();
  private final Map<CameraId, Deque<Long>> starts = new HashMap<>();
  private int connections;
  private int strangers;
  private int next;

  /// What a password is worth.
  sealed interface Verdict {

    record Welcome(Invitation who) implements Verdict {}

    record Wrong() implements Verdict {}

    /// To come back later, with this password or another one.
    record Closed(long retryAfterSeconds) implements Verdict {}

    /// It could not be looked up.
    record Unknown() implements Verdict {}
  }

  /// @param pull what a camera may send, and how long it may be silent
  /// @param pool where pictures are put together
  /// @param threads how many serve all cameras, at least one
  public PushDoor(
      PushLimits limits, PullLimits pull, ChunkPool pool, Clock clock, Desk desk, int threads) {
    this.limits = limits;
    this.pull = pull;
    this.pool = pool;
    this.clock = clock;
    this.desk = desk;
    this.lockout = new Lockout(limits.wrongAnswers(), limits.lock(), clock);
    this.threads = threads;
  }

  /// Listens at one more address.
  ///
  /// @param at port 0 takes a free one
  /// @param tls asked for each connection, so that a renewed certificate is used at once; null for
  ///   RTSP that is not encrypted
  /// @return the port
  /// @throws IOException if it is taken
  public int listen(InetSocketAddress at, @Nullable Supplier<SSLContext> tls) throws IOException {
    var listener = ServerSocketChannel.open();
    try {
      listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      listener.bind(at, 512);
      listener.configureBlocking(false);
    } catch (IOException taken) {
      listener.close();
      throw taken;
    }
    var loop = add(listener);
    loop.run(() -> {
      try {
        loop.register(listener, SelectionKey.OP_ACCEPT, new Bell(listener, tls));
      } catch (IOException closed) {
        LOG.warn("Nobody can dial in at {}", at, closed);
      }
    });
    return ((InetSocketAddress) listener.getLocalAddress()).getPort();
  }

  private synchronized RtspLoop add(ServerSocketChannel listener) {
    listeners.add(listener);
    for (var i = loops.size(); i < threads; i++) {
      loops.add(new RtspLoop("push-" + i));
    }
    return loops.getFirst();
  }

  /// Takes the pictures of a camera. To open it fails at once while the camera is not here.
  ///
  /// @param sound whether its sound may be received
  public VideoStream stream(CameraId camera, boolean sound, VideoSource.Receiver receiver) {
    return new PushedStream(() -> Optional.ofNullable(sending.get(camera)), sound, receiver);
  }

  /// Whether a camera has dialled in and sends.
  public Optional<Presence> presence(CameraId camera) {
    return Optional.ofNullable(sending.get(camera)).flatMap(PushSession::presence);
  }

  /// What may be known of a camera has changed: asks the desk again, and ends its session if it is
  /// not welcome any more. Returns at once.
  public void recheck(CameraId camera) {
    var session = sending.get(camera);
    if (session != null) {
      recheck(session);
    }
  }

  /// Asks again for all of them.
  public void recheckAll() {
    sending.values().forEach(this::recheck);
    synchronized (this) {
      starts.values().removeIf(times -> fresh(times).isEmpty());
    }
  }

  private void recheck(PushSession session) {
    Thread.ofVirtual()
        .name("push-recheck")
        .start(() -> {
          try {
            session.recheck(desk.find(session.path()));
          } catch (RuntimeException unread) {
            // Asked again soon. Nothing of it is shown meanwhile that a permit does not allow.
            LOG.warn("Whether camera {} may dial in cannot be read", session.camera(), unread);
          }
        });
  }

  /// How many are connected now.
  public synchronized int connections() {
    return connections;
  }

  /// How many cameras send now.
  public int sending() {
    return sending.size();
  }

  // ---- for sessions

  PushLimits limits() {
    return limits;
  }

  PullLimits pull() {
    return pull;
  }

  ChunkPool pool() {
    return pool;
  }

  Clock clock() {
    return clock;
  }

  /// Looks at an answer. May wait. For a path that does not exist the same is done as for another.
  Verdict check(String path, Question.Answer answer, InetAddress from) {
    Optional<Invitation> found;
    try {
      found = desk.find(path);
    } catch (RuntimeException unread) {
      LOG.warn("Who may dial in cannot be read", unread);
      return new Verdict.Unknown();
    }
    var right = answer.isRight(found.map(Invitation::key).orElse(nobody)) && found.isPresent();
    // Asked only of wrong ones: else whoever knows a path could keep its camera out.
    if (!right && lockout.isLocked(path)) {
      return new Verdict.Closed(limits.lock().toSeconds());
    }
    if (!right) {
      var locks = lockout.count(path);
      found.ifPresent(who -> {
        desk.refused(who.camera(), Desk.Refusal.WRONG_PASSWORD, from);
        if (locks) {
          desk.refused(who.camera(), Desk.Refusal.LOCKED, from);
        }
      });
      return new Verdict.Wrong();
    }
    var who = found.get();
    if (!who.open()) {
      desk.refused(who.camera(), Desk.Refusal.SWITCHED_OFF, from);
      return new Verdict.Closed(60);
    }
    return new Verdict.Welcome(who);
  }

  void refused(CameraId camera, Desk.Refusal why, InetAddress from) {
    desk.refused(camera, why, from);
  }

  /// Somebody is no stranger any more.
  synchronized void known() {
    strangers--;
  }

  /// Whether a camera may begin to send once more.
  synchronized boolean mayBegin(CameraId camera) {
    var times = fresh(starts.computeIfAbsent(camera, _ -> new ArrayDeque<>()));
    if (times.size() >= limits.startsPerMinute()) {
      return false;
    }
    times.add(System.nanoTime());
    return true;
  }

  private static Deque<Long> fresh(Deque<Long> times) {
    var now = System.nanoTime();
    while (!times.isEmpty() && now - times.getFirst() > TimeUnit.MINUTES.toNanos(1)) {
      times.removeFirst();
    }
    return times;
  }

  void sends(PushSession session) {
    var before = sending.put(session.camera(), session);
    if (before != null) {
      before.end(new StreamLost(StreamProblem.ENDED, "it has dialled in anew"));
    }
    desk.came(session.camera());
    // Its owner may have switched it off since it showed its password.
    recheck(session);
  }

  /// @param why null if it never sent
  void gone(PushSession session, boolean wasKnown, @Nullable StreamLost why) {
    synchronized (this) {
      connections--;
      strangers -= wasKnown ? 0 : 1;
      perAddress.computeIfPresent(session.from(), (_, count) -> count == 1 ? null : count - 1);
    }
    if (why != null) {
      if (sending.remove(session.camera(), session)) {
        desk.left(session.camera(), why.problem());
      }
      LOG.info("Camera {} that dialled in is gone: {}", session.camera(), why.getMessage());
    }
  }

  private synchronized boolean hasRoom(InetAddress from) {
    if (connections >= limits.connections()
        || strangers >= limits.strangers()
        || perAddress.getOrDefault(from, 0) >= limits.perAddress()) {
      return false;
    }
    connections++;
    strangers++;
    perAddress.merge(from, 1, Integer::sum);
    return true;
  }

  private synchronized RtspLoop nextLoop() {
    return loops.get(Math.floorMod(next++, loops.size()));
  }

  /// Somebody is at the door.
  private final class Bell implements RtspLoop.Member {

    private final ServerSocketChannel listener;
    private final @Nullable Supplier<SSLContext> tls;

    private Bell(ServerSocketChannel listener, @Nullable Supplier<SSLContext> tls) {
      this.listener = listener;
      this.tls = tls;
    }

    @Override
    public void ready() {
      try {
        for (var i = 0; i < AT_ONCE; i++) {
          var channel = listener.accept();
          if (channel == null) {
            return;
          }
          letIn(channel);
        }
      } catch (IOException | RuntimeException failed) {
        // They gave up, or there are no more file descriptors: the others go on.
        LOG.debug("Somebody could not be let in", failed);
      }
    }

    private void letIn(SocketChannel channel) throws IOException {
      var from = ((InetSocketAddress) channel.getRemoteAddress()).getAddress();
      var context = tls == null ? null : tls.get();
      if (!hasRoom(from)) {
        channel.close();
        return;
      }
      new PushSession(PushDoor.this, nextLoop(), channel, from, context).begin();
    }

    @Override
    public void tick(long now) {}

    @Override
    public void abandon() {
      try {
        listener.close();
      } catch (IOException _) {
        // It is gone either way.
      }
    }
  }

  /// Ends all sessions and the threads. It can [listen][#listen] again.
  @Override
  public synchronized void close() {
    for (var listener : listeners) {
      try {
        listener.close();
      } catch (IOException _) {
        // It is gone either way.
      }
    }
    listeners.clear();
    loops.forEach(RtspLoop::close);
    loops.clear();
  }
}
