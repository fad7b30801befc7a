package org.porchlight.feeds;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.porchlight.access.Permit;
import org.porchlight.access.Reason;
import org.porchlight.access.Standing;
import org.porchlight.access.Use;
import org.porchlight.audit.RecordedAccess;
import org.porchlight.registry.CameraId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Service;

/// Live pictures for people who were allowed to see them.
///
/// The ground of every open view is looked at every second, and at once when something is heard
/// that may end it. A ground that cannot be read for a few seconds counts as ended.
@Service
public class LiveViews implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(LiveViews.class);
  private static final SecureRandom RANDOM = new SecureRandom();

  /// How often it is written down that views go on.
  private static final Duration BOOK = Duration.ofSeconds(15);

  /// A view that is fetched piece by piece ends when nothing was fetched for this long.
  private static final Duration IDLE = Duration.ofSeconds(20);

  /// How often the closing record is tried again while the database does not take it.
  private static final int CLOSE_ATTEMPTS = 60;

  private final Feeds feeds;
  private final Grounds grounds;
  private final Copies copies;
  private final FeedSettings settings;
  private final Clock clock;
  private final Map<String, Admission> admissions = new ConcurrentHashMap<>();
  private final Map<UUID, OpenView> views = new ConcurrentHashMap<>();
  private final Map<UUID, Fetched> fetching = new ConcurrentHashMap<>();
  private final Map<UUID, Thread> closing = new ConcurrentHashMap<>();
  private ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private boolean started;

  private record Admission(UUID id, Permit permit, Feeds.Hold hold, Instant expiresAt) {}

  LiveViews(Feeds feeds, Grounds grounds, Copies copies, FeedSettings settings, Clock clock) {
    this.feeds = feeds;
    this.grounds = grounds;
    this.copies = copies;
    this.settings = settings;
    this.clock = clock;
  }

  /// Gives a ticket for one live view, and starts to pull the camera so that the picture is there
  /// when the ticket is used.
  ///
  /// @throws IllegalArgumentException if the two proofs are not for the live view of one camera
  public ViewTicket admit(Permit permit, RecordedAccess recorded) {
    Proofs.check(permit, recorded, Use.LIVE);
    var secret = new byte[32];
    RANDOM.nextBytes(secret);
    var value = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    var expiresAt = clock.instant().plus(settings.ticketLifetime());
    var id = UUID.randomUUID();
    grounds.admitted(id, permit);
    var hold = feeds.hold(permit.camera());
    admissions.put(fingerprint(value), new Admission(id, permit, hold, expiresAt));
    return new ViewTicket(value, expiresAt);
  }

  /// Opens the view. Empty if the ticket is unknown, used, too old, or of another session; all four
  /// look the same.
  ///
  /// @param session of the person who presents the ticket
  /// @param plays what the viewer's program can play; of anything else a copy is made
  public Optional<LiveView> redeem(
      String ticket, String session, Set<ViewerFormat> plays, ViewerSink sink) {
    return admission(ticket, session)
        .map(admission -> {
          var viewing = new Viewing(settings.viewerBacklog().toBytes());
          var view = new OpenView(admission, plays, viewing, viewing::close, sink);
          views.put(view.id(), view);
          view.open();
          Thread.ofVirtual().name("view-" + view.id()).start(() -> view.deliver(viewing));
          return view;
        });
  }

  /// Opens the view for a viewer who fetches it piece by piece, under the same rules. It ends by
  /// itself when nothing is fetched for a while.
  public Optional<SegmentedView> redeem(String ticket, String session, Set<ViewerFormat> plays) {
    return admission(ticket, session)
        .map(admission -> {
          var shelf = new SegmentShelf(settings.viewerBacklog().toBytes(), plays);
          var view = new OpenView(admission, plays, shelf, shelf::close, new NobodyToTell());
          var fetched = new Fetched(view, shelf);
          views.put(view.id(), view);
          fetching.put(view.id(), fetched);
          view.open();
          return fetched;
        });
  }

  private Optional<Admission> admission(String ticket, String session) {
    var admission = admissions.remove(fingerprint(ticket));
    if (admission == null) {
      return Optional.empty();
    }
    var permit = admission.permit();
    if (clock.instant().isAfter(admission.expiresAt()) || !permit.who().session().equals(session)) {
      neverOpened(admission);
      return Optional.empty();
    }
    return Optional.of(admission);
  }

  /// How many views are open now.
  int open() {
    return views.size();
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
    var every = settings.judgeEvery().toMillis();
    var _ = timer.scheduleAtFixedRate(this::look, every, every, TimeUnit.MILLISECONDS);
    var _ = timer.scheduleWithFixedDelay(this::keepBook, 0, BOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Ends all views, and waits a little for their closing records.
  @Override
  public synchronized void stop() {
    started = false;
    timer.shutdownNow();
    views.values().forEach(view -> view.end(new EndReason.Shutdown()));
    admissions
        .keySet()
        .forEach(key -> {
          var admission = admissions.remove(key);
          if (admission != null) {
            neverOpened(admission);
          }
        });
    try {
      for (var thread : closing.values()) {
        thread.join(Duration.ofSeconds(3));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return started;
  }

  /// After the web server has taken leave of its clients, before the feeds and the database go.
  @Override
  public int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE - 1;
  }

  /// Looks at all grounds, and at tickets that nobody used.
  private void look() {
    try {
      judge(_ -> true);
      fetching.values().forEach(Fetched::leaveIfIdle);
      var now = clock.instant();
      admissions.forEach((key, admission) -> {
        if (now.isAfter(admission.expiresAt()) && admissions.remove(key, admission)) {
          neverOpened(admission);
        }
      });
    } catch (RuntimeException bug) {
      // The timer would never call again.
      LOG.error("Open views could not be looked at", bug);
    }
  }

  /// On a thread of its own: a slow database must not keep the timer from looking at the grounds.
  private void keepBook() {
    Thread.ofVirtual()
        .name("views-book")
        .start(() -> {
          try {
            views.values().forEach(view -> grounds.goesOn(view.id(), view.bytes.sum()));
            grounds.closeOrphans();
          } catch (RuntimeException unwritten) {
            LOG.warn("That views go on could not be written down", unwritten);
          }
        });
  }

  /// Looks at the grounds of these views now, each on a thread of its own, so that a slow answer to
  /// one does not keep another open.
  void judge(Predicate<Permit> which) {
    for (var view : views.values()) {
      if (which.test(view.permit)) {
        view.judge();
      }
    }
  }

  /// What is blanked at this camera has changed: what waits to be sent is thrown away, and the view
  /// goes on with what may be shown now. On threads of their own, because the one that has
  /// committed still holds its connection.
  void reroute(CameraId camera) {
    for (var view : views.values()) {
      if (view.camera().equals(camera)) {
        Thread.ofVirtual().name("view-reroute").start(view.route::choose);
      }
    }
  }

  /// The person wants to see no more of what this permit opened: it ends here, whatever their
  /// browser does. Doing it twice is harmless.
  public void leave(Permit permit) {
    views.values().stream()
        .filter(view -> view.permit.id().equals(permit.id()))
        .forEach(LiveView::close);
    admissions.forEach((key, admission) -> {
      if (admission.permit().id().equals(permit.id()) && admissions.remove(key, admission)) {
        neverOpened(admission);
      }
    });
  }

  /// Whoever signed out sees nothing more.
  void sessionEnded(String session) {
    for (var view : views.values()) {
      if (view.permit.who().session().equals(session)) {
        view.end(new EndReason.GroundEnded(Reason.PERSON_NOT_PRESENT));
      }
    }
  }

  private void neverOpened(Admission admission) {
    admission.hold().close();
    var reason = new EndReason.NeverOpened().code();
    writeDown(
        admission.id(), () -> grounds.closed(admission.id(), admission.permit(), 0, 0, reason));
  }

  /// Writes the closing record, whatever it takes.
  private void writeDown(UUID id, Runnable record) {
    var writer =
        Thread.ofVirtual()
            .name("view-closing")
            .unstarted(() -> {
              try {
                persist(record);
              } finally {
                closing.remove(id);
              }
            });
    closing.put(id, writer);
    writer.start();
  }

  private static void persist(Runnable record) {
    for (var attempt = 1; attempt <= CLOSE_ATTEMPTS; attempt++) {
      try {
        record.run();
        return;
      } catch (RuntimeException failed) {
        LOG.warn("The end of a view could not be written down, attempt {}", attempt, failed);
        try {
          Thread.sleep(Duration.ofSeconds(Math.min(attempt, 30)));
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  private static String fingerprint(String ticket) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(ticket.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("Every Java runtime has SHA-256", impossible);
    }
  }

  /// Whoever fetches finds out with the next request.
  private static final class NobodyToTell implements ViewerSink {

    @Override
    public void start(String mimeCodecs, ByteBuffer init, Instant zero) {}

    @Override
    public void fragment(ByteBuffer piece, boolean key) {}

    @Override
    public void clock(Instant zero) {}

    @Override
    public void waiting(StreamProblem problem) {}

    @Override
    public void end(EndReason reason) {}
  }

  /// An open view that is fetched.
  private final class Fetched implements SegmentedView {

    private final OpenView view;
    private final SegmentShelf shelf;
    private volatile long fetchedAt = System.nanoTime();

    Fetched(OpenView view, SegmentShelf shelf) {
      this.view = view;
      this.shelf = shelf;
    }

    void leaveIfIdle() {
      if (!view.isOpen()) {
        fetching.remove(view.id());
      } else if (System.nanoTime() - fetchedAt > IDLE.toNanos()) {
        close();
      }
    }

    @Override
    public Playlist playlist() {
      fetchedAt = System.nanoTime();
      return shelf.playlist();
    }

    @Override
    public Playlist playlist(long segment, int part) throws InterruptedException {
      fetchedAt = System.nanoTime();
      return shelf.playlist(segment, part);
    }

    @Override
    public Optional<List<ByteBuffer>> file(String name) throws InterruptedException {
      fetchedAt = System.nanoTime();
      var pieces = shelf.file(name).filter(_ -> view.isOpen());
      pieces.ifPresent(all -> view.addBytes(all.stream().mapToLong(ByteBuffer::remaining).sum()));
      return pieces;
    }

    @Override
    public UUID id() {
      return view.id();
    }

    @Override
    public CameraId camera() {
      return view.camera();
    }

    @Override
    public boolean isOpen() {
      return view.isOpen();
    }

    @Override
    public Optional<Ended> ended() {
      return Optional.ofNullable(view.ended.get());
    }

    @Override
    public void close() {
      view.close();
    }
  }

  private final class OpenView implements LiveView {

    private final UUID id;
    private final Permit permit;
    private final Feeds.Hold hold;
    private final ViewerSink sink;
    private final Runnable stop;
    private final Route route;
    private final AtomicReference<SegmentedView.@Nullable Ended> ended = new AtomicReference<>();
    private final AtomicBoolean judging = new AtomicBoolean();
    private final AtomicBoolean judgeAgain = new AtomicBoolean();
    private final long openedAt = System.nanoTime();
    private volatile long heldAt = openedAt;
    private final LongAdder bytes = new LongAdder();

    /// @param stop what makes the audience take nothing more
    OpenView(
        Admission admission,
        Set<ViewerFormat> plays,
        Audience audience,
        Runnable stop,
        ViewerSink sink) {
      this.id = admission.id();
      this.permit = admission.permit();
      this.hold = admission.hold();
      var bounded =
          permit
              .reachesBackTo()
              .<Audience>map(oldest -> new NoOlder(audience, oldest))
              .orElse(audience);
      this.route = new Route(permit.camera(), hold.feed(), copies, plays, bounded);
      this.stop = stop;
      this.sink = sink;
    }

    void open() {
      route.choose();
      // Between the ticket and now much may have happened.
      judge();
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
      return ended.get() == null;
    }

    @Override
    public void close() {
      end(new EndReason.ViewerLeft());
    }

    void deliver(Viewing viewing) {
      try {
        for (var item = viewing.take(); item != null; item = viewing.take()) {
          deliver(item);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        end(new EndReason.Shutdown());
      } catch (RuntimeException gone) {
        LOG.debug("Viewer {} is gone", id, gone);
        end(new EndReason.ViewerLeft());
      }
    }

    private void deliver(Viewing.Item item) {
      switch (item) {
        case Viewing.Item.Start(var mime, var init, var zero) -> {
          if (route.suits(mime)) {
            sink.start(mime, init.duplicate(), zero);
          } else {
            // Only now is it known what the camera sends.
            route.choose();
          }
        }
        case Viewing.Item.Piece(var piece, var key) -> {
          addBytes(piece.remaining());
          sink.fragment(piece.duplicate(), key);
        }
        case Viewing.Item.ClockShifted(var zero) -> sink.clock(zero);
        case Viewing.Item.Waiting(var problem) -> sink.waiting(problem);
      }
    }

    private void addBytes(long more) {
      bytes.add(more);
    }

    void judge() {
      if (!isOpen()) {
        return;
      }
      if (System.nanoTime() - heldAt > settings.judgePatience().toNanos()) {
        end(new EndReason.GroundEnded(Reason.CANNOT_JUDGE));
        return;
      }
      judgeAgain.set(true);
      if (judging.compareAndSet(false, true)) {
        Thread.ofVirtual().name("judge-" + id).start(this::judgeNow);
      }
    }

    /// What is heard while a judgement is being made may be newer than what it has read: then once
    /// more.
    private void judgeNow() {
      try {
        while (isOpen() && judgeAgain.getAndSet(false)) {
          var asked = System.nanoTime();
          switch (grounds.judge(permit)) {
            case Standing.Holds _ -> {
              heldAt = asked;
              route.choose();
            }
            case Standing.Ended(var reason) -> end(new EndReason.GroundEnded(reason));
          }
        }
      } catch (RuntimeException unread) {
        LOG.warn("The ground of view {} could not be looked at", id, unread);
      } finally {
        judging.set(false);
      }
      if (judgeAgain.get()) {
        judge();
      }
    }

    void end(EndReason reason) {
      if (!ended.compareAndSet(null, new SegmentedView.Ended(reason, clock.instant()))) {
        return;
      }
      stop.run();
      route.close();
      views.remove(id);
      hold.close();
      var millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - openedAt);
      var sent = bytes.sum();
      writeDown(id, () -> grounds.closed(id, permit, millis, sent, reason.code()));
      // The viewer may be slow to hear it; nobody waits for that.
      Thread.ofVirtual()
          .name("view-end")
          .start(() -> {
            try {
              sink.end(reason);
            } catch (RuntimeException gone) {
              LOG.debug("Viewer {} is gone", id, gone);
            }
          });
    }
  }
}
