package org.porchlight.evidence;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.porchlight.access.Access;
import org.porchlight.access.Decision;
import org.porchlight.access.Permit;
import org.porchlight.access.Reason;
import org.porchlight.access.Standing;
import org.porchlight.access.Use;
import org.porchlight.feeds.ViewerFormat;
import org.porchlight.identity.Actor;
import org.porchlight.incidents.IncidentId;
import org.porchlight.registry.CameraId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Service;

/// Shows what cameras recorded, by time: one decision with one record for each replay, which is
/// taken again for every piece and every second. See docs/design/recording.md.
@Service
public class FootageReplay implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(FootageReplay.class);

  /// A replay that fetches nothing for this long has been left.
  static final Duration IDLE = Duration.ofMinutes(5);

  static final Duration JUDGE_EVERY = Duration.ofSeconds(1);

  /// A replay whose ground could not be looked at for this long ends.
  static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Duration BOOK = Duration.ofSeconds(10);
  private static final int MOST_FILES = 5_000;

  private final Access access;
  private final JdbcSegments segments;
  private final SegmentCopies copies;
  private final RecordedFootage footage;
  private final ClipStore store;
  private final ReplayRecords records;
  private final Map<UUID, Open> replays = new ConcurrentHashMap<>();
  private final Map<UUID, Runnable> unwritten = new ConcurrentHashMap<>();
  private ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private boolean started;

  FootageReplay(
      Access access,
      JdbcSegments segments,
      SegmentCopies copies,
      RecordedFootage footage,
      ClipStore store,
      ReplayRecords records) {
    this.access = access;
    this.segments = segments;
    this.copies = copies;
    this.footage = footage;
    this.store = store;
    this.records = records;
  }

  /// Decides and records, once for the whole replay. Must not be called inside a transaction.
  ///
  /// @param purposeCode as for [Access#ask]
  /// @param watcher told when the replay ends, and when what it showed must be fetched again
  public ReplayAnswer open(
      Actor who,
      CameraId camera,
      String purposeCode,
      @Nullable IncidentId incident,
      ReplayWatcher watcher) {
    return switch (access.ask(who, camera, Use.REPLAY, purposeCode, incident)) {
      case Decision.Allowed(var permit, _) -> {
        var replay = new Open(permit, watcher);
        records.opened(replay.id, permit);
        replays.put(replay.id, replay);
        yield new ReplayAnswer.Opened(replay);
      }
      case Decision.Denied(var reason, _) -> new ReplayAnswer.Refused(reason);
    };
  }

  /// One piece of an open replay, decided again. What must be a copy is made here, which takes a
  /// second or two. Must not be called inside a transaction.
  ///
  /// @param plays what the viewer's program can play
  public ReplayPieceAnswer piece(Actor who, UUID id, UUID piece, Set<ViewerFormat> plays) {
    var replay = replays.get(id);
    if (replay == null || !replay.isOf(who)) {
      return new ReplayPieceAnswer.NoReplay();
    }
    return switch (access.judge(replay.permit)) {
      case Standing.Ended(var reason) -> {
        replay.end(new ReplayEnd.GroundEnded(reason));
        yield new ReplayPieceAnswer.Refused(reason);
      }
      case Standing.Holds _ -> replay.piece(piece, plays);
    };
  }

  /// Looks at the grounds of these replays now, each on a thread of its own, so that a slow answer
  /// to one does not keep another open.
  void judge(Predicate<Permit> which) {
    for (var replay : replays.values()) {
      if (which.test(replay.permit)) {
        replay.judge();
      }
    }
  }

  /// Whoever signed out sees nothing more.
  void sessionEnded(String session) {
    for (var replay : replays.values()) {
      if (replay.permit.who().session().equals(session)) {
        replay.end(new ReplayEnd.GroundEnded(Reason.PERSON_NOT_PRESENT));
      }
    }
  }

  /// What is on its way is cut off: it may show what is masked now.
  void masksChanged(CameraId camera) {
    for (var replay : replays.values()) {
      if (replay.camera().equals(camera)) {
        replay.masksChanged();
      }
    }
  }

  @Override
  public synchronized void start() {
    if (started) {
      return;
    }
    started = true;
    if (timer.isShutdown()) {
      timer = Executors.newSingleThreadScheduledExecutor();
    }
    var every = JUDGE_EVERY.toMillis();
    var _ = timer.scheduleAtFixedRate(this::look, every, every, TimeUnit.MILLISECONDS);
    var _ = timer.scheduleWithFixedDelay(this::keepBook, 0, BOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void stop() {
    started = false;
    timer.shutdownNow();
    replays.values().forEach(replay -> replay.end(new ReplayEnd.Shutdown()));
  }

  @Override
  public synchronized boolean isRunning() {
    return started;
  }

  /// After the web server has taken leave of its clients, before the database goes.
  @Override
  public int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE - 1;
  }

  private void look() {
    try {
      replays.values().forEach(Open::leaveIfIdle);
      judge(_ -> true);
    } catch (RuntimeException bug) {
      // The timer would never call again.
      LOG.error("Open replays could not be looked at", bug);
    }
  }

  /// On a thread of its own: a slow database must not keep the timer from looking at the grounds.
  private void keepBook() {
    Thread.ofVirtual()
        .name("replays-book")
        .start(() -> {
          try {
            unwritten.forEach((id, record) -> {
              record.run();
              unwritten.remove(id, record);
            });
            replays.values().forEach(replay -> records.goesOn(replay.id, replay.bytes.sum()));
            records.closeOrphans();
          } catch (RuntimeException later) {
            LOG.warn("That replays go on or ended could not be written down", later);
          }
        });
  }

  private final class Open implements Replay {

    private final UUID id = UUID.randomUUID();
    private final Permit permit;
    private final ReplayWatcher watcher;
    private final LongAdder bytes = new LongAdder();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean judging = new AtomicBoolean();
    private final long openedAt = System.nanoTime();
    private volatile long heldAt = openedAt;
    private volatile long fetchedAt = openedAt;

    /// Grows when what was opened before must not be read any further.
    private final AtomicInteger edition = new AtomicInteger();

    Open(Permit permit, ReplayWatcher watcher) {
      this.permit = permit;
      this.watcher = watcher;
    }

    @Override
    public UUID id() {
      return id;
    }

    @Override
    public CameraId camera() {
      return permit.camera();
    }

    @Override
    public boolean isOpen() {
      return !ended.get();
    }

    @Override
    public void close() {
      end(new ReplayEnd.ViewerLeft());
    }

    boolean isOf(Actor who) {
      return permit.who().person().equals(who.person())
          && permit.who().session().equals(who.session());
    }

    @Override
    public Optional<Footage.Span> extent() {
      return ended.get()
          ? Optional.empty()
          : segments.extent(camera(), permit.reachesBackTo().orElse(null));
    }

    @Override
    public ReplayFootage between(Instant from, Instant to) {
      if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("from " + from + " to " + to);
      }
      if (ended.get()) {
        return new ReplayFootage(List.of(), new Footage(List.of(), List.of()));
      }
      var files =
          segments.between(camera(), from, to, MOST_FILES).stream().filter(this::reaches).toList();
      var gaps =
          segments.gaps(camera(), from, to).stream()
              .filter(gap -> reachesBackTo(gap.from()))
              .toList();
      return new ReplayFootage(
          files.stream()
              .map(file -> new ReplayFootage.Piece(file.id(), file.from(), file.to()))
              .toList(),
          Footage.of(files, gaps));
    }

    ReplayPieceAnswer piece(UUID piece, Set<ViewerFormat> plays) {
      fetchedAt = System.nanoTime();
      // Before it is asked what is masked: what changes from here on cuts it off.
      var of = edition.get();
      var segment =
          segments.find(piece).filter(file -> file.camera().equals(camera())).filter(this::reaches);
      if (segment.isEmpty()) {
        return new ReplayPieceAnswer.NoPiece();
      }
      try {
        var copy = copies.instead(segment.get(), plays);
        return new ReplayPieceAnswer.Opened(new File(this, of, segment.get(), copy.orElse(null)));
      } catch (IOException | RuntimeException none) {
        if (segments.find(piece).isEmpty()) {
          return new ReplayPieceAnswer.NoPiece();
        }
        LOG.warn("Recorded file {} can only be shown as a copy, and there is none", piece, none);
        return new ReplayPieceAnswer.NotNow();
      }
    }

    /// A file that began before is not shown at all, rather than in part.
    private boolean reaches(Segment file) {
      return reachesBackTo(file.from());
    }

    private boolean reachesBackTo(Instant at) {
      return permit.reachesBackTo().filter(at::isBefore).isEmpty();
    }

    void leaveIfIdle() {
      if (System.nanoTime() - fetchedAt > IDLE.toNanos()) {
        end(new ReplayEnd.Idle());
      }
    }

    void judge() {
      if (ended.get()) {
        return;
      }
      if (System.nanoTime() - heldAt > PATIENCE.toNanos()) {
        end(new ReplayEnd.GroundEnded(Reason.CANNOT_JUDGE));
      } else if (judging.compareAndSet(false, true)) {
        Thread.ofVirtual().name("judge-" + id).start(this::judgeNow);
      }
    }

    private void judgeNow() {
      try {
        var asked = System.nanoTime();
        switch (access.judge(permit)) {
          case Standing.Holds _ -> heldAt = asked;
          case Standing.Ended(var reason) -> end(new ReplayEnd.GroundEnded(reason));
        }
      } finally {
        judging.set(false);
      }
    }

    void masksChanged() {
      edition.incrementAndGet();
      tell(watcher::changed);
    }

    void end(ReplayEnd why) {
      if (!ended.compareAndSet(false, true)) {
        return;
      }
      edition.incrementAndGet();
      replays.remove(id);
      var millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - openedAt);
      Runnable record = () -> records.closed(id, permit, millis, bytes.sum(), why);
      try {
        record.run();
      } catch (RuntimeException failed) {
        LOG.warn("The end of a replay is written down later", failed);
        unwritten.put(id, record);
      }
      tell(() -> watcher.ended(why));
    }

    private void tell(Runnable news) {
      Thread.ofVirtual()
          .name("replay-news")
          .start(() -> {
            try {
              news.run();
            } catch (RuntimeException gone) {
              LOG.debug("The viewer of replay {} is gone", id, gone);
            }
          });
    }
  }

  private final class File implements FootageFile {

    private final Open replay;
    private final int edition;
    private final Segment segment;
    private final @Nullable SegmentCopy copy;

    /// @param copy shown instead of the recorded file, if there has to be one
    File(Open replay, int edition, Segment segment, @Nullable SegmentCopy copy) {
      this.replay = replay;
      this.edition = edition;
      this.segment = segment;
      this.copy = copy;
    }

    @Override
    public long bytes() {
      return copy == null ? segment.bytes() : copy.bytes();
    }

    @Override
    public String sha256() {
      return copy == null ? segment.sha256() : copy.sha256();
    }

    @Override
    public boolean derivative() {
      return copy != null;
    }

    @Override
    public InputStream read(long offset, long length) throws IOException {
      if (offset < 0 || length < 1 || offset + length > bytes()) {
        throw new IllegalArgumentException("not inside the file: " + offset + ", " + length);
      }
      return new Counted(
          copy == null
              ? footage.read(segment, offset, length)
              : store.read(copy.key(), offset, length));
    }

    /// Counts what is given out, and gives out nothing once the replay is over.
    private final class Counted extends FilterInputStream {

      Counted(InputStream in) {
        super(in);
      }

      @Override
      public int read() throws IOException {
        check();
        var one = super.read();
        if (one >= 0) {
          replay.bytes.increment();
        }
        return one;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        check();
        var read = super.read(into, offset, length);
        replay.bytes.add(Math.max(0, read));
        return read;
      }

      private void check() throws IOException {
        if (replay.edition.get() != edition) {
          throw new IOException("the replay has ended, or something else is masked now");
        }
      }
    }
  }
}
