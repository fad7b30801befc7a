package org.porchlight.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Service;

/// The looks through cameras that are open now, of whatever kind: each begins with one decision and
/// one record, is judged every second and at once when something is heard that may end it, and ends
/// with a reason that is written down once, by this program or, if it dies, by the next.
///
/// A ground that cannot be read for a few seconds counts as ended.
@Service
public class Looks implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Looks.class);

  /// How often it is written down that looks go on.
  private static final Duration BOOK = Duration.ofSeconds(15);

  /// How often the closing record is tried again while the database does not take it.
  private static final int CLOSE_ATTEMPTS = 60;

  /// Whoever ends a look waits this long for its closing record.
  private static final Duration SOON = Duration.ofSeconds(1);

  private final LookBook book;
  private final LookSettings settings;
  private final Clock clock;
  private final Map<UUID, Look> open = new ConcurrentHashMap<>();
  private final Map<UUID, Thread> closing = new ConcurrentHashMap<>();
  private final List<Tickets<?>> tickets = new CopyOnWriteArrayList<>();
  private ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private boolean started;

  Looks(LookBook book, LookSettings settings, Clock clock) {
    this.book = book;
    this.settings = settings;
    this.clock = clock;
  }

  /// Opens a look at once.
  ///
  /// @param watcher made for the look before anybody else can know of it
  /// @return the watcher
  public <W extends Look.Watcher> W open(Permit permit, Function<Look, W> watcher) {
    return begin(new Look(this, writeDown(permit), permit), watcher);
  }

  /// Opens a look for whoever came with a ticket, and looks at its ground: between the ticket and
  /// now much may have happened.
  public <W extends Look.Watcher> W open(
      Tickets.Admission<?> admission, Function<Look, W> watcher) {
    var look = new Look(this, admission.id(), admission.permit());
    var watching = begin(look, watcher);
    look.judge();
    return watching;
  }

  private <W extends Look.Watcher> W begin(Look look, Function<Look, W> watcher) {
    var watching = watcher.apply(look);
    look.watchedBy(watching);
    open.put(look.id(), look);
    return watching;
  }

  /// Tickets for one kind of look.
  ///
  /// @param release lets go what was kept ready for a ticket that nobody used
  public <T> Tickets<T> tickets(Consumer<T> release) {
    var kind = new Tickets<>(this, release);
    tickets.add(kind);
    return kind;
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

  /// Ends all looks, and waits a little for their closing records.
  @Override
  public synchronized void stop() {
    started = false;
    timer.shutdownNow();
    open.values().forEach(look -> look.finish(new EndReason.Shutdown()));
    tickets.forEach(Tickets::close);
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
      open.values().forEach(Look::endIfIdle);
      tickets.forEach(Tickets::expire);
    } catch (RuntimeException bug) {
      // The timer would never call again.
      LOG.error("Open looks could not be looked at", bug);
    }
  }

  /// On a thread of its own: a slow database must not keep the timer from looking at the grounds.
  private void keepBook() {
    Thread.ofVirtual()
        .name("looks-book")
        .start(() -> {
          try {
            open.values().forEach(look -> book.goesOn(look.id(), look.given()));
            book.closeOrphans();
          } catch (RuntimeException unwritten) {
            LOG.warn("That looks go on could not be written down", unwritten);
          }
        });
  }

  /// Looks at the grounds of these looks now, each on a thread of its own.
  void judge(Predicate<Permit> which) {
    for (var look : open.values()) {
      if (which.test(look.permit())) {
        look.judge();
      }
    }
  }

  /// Whoever signed out sees nothing more.
  void sessionEnded(String session) {
    for (var look : open.values()) {
      if (look.permit().who().session().equals(session)) {
        var _ = look.finish(new EndReason.GroundEnded(Reason.PERSON_NOT_PRESENT));
      }
    }
  }

  Instant now() {
    return clock.instant();
  }

  Duration patience() {
    return settings.judgePatience();
  }

  Instant ticketsExpire() {
    return clock.instant().plus(settings.ticketLifetime());
  }

  Standing standing(Permit permit) {
    return book.judge(permit);
  }

  /// Writes down that a look begins, before anything is shown or given out for it.
  UUID writeDown(Permit permit) {
    var id = UUID.randomUUID();
    book.opened(id, permit);
    return id;
  }

  void neverOpened(UUID id, Permit permit) {
    var reason = new EndReason.NeverOpened().code();
    var _ = write(id, () -> book.closed(id, permit, 0, 0, reason));
  }

  Thread over(Look look, EndReason why) {
    open.remove(look.id());
    var millis = look.millis();
    var given = look.given();
    return write(look.id(), () -> book.closed(look.id(), look.permit(), millis, given, why.code()));
  }

  /// Writes the closing record, whatever it takes.
  private Thread write(UUID id, Runnable record) {
    var writer =
        Thread.ofVirtual()
            .name("look-closing")
            .unstarted(() -> {
              try {
                persist(record);
              } finally {
                closing.remove(id);
              }
            });
    closing.put(id, writer);
    writer.start();
    return writer;
  }

  static void awaitSoon(Thread writer) {
    try {
      var _ = writer.join(SOON);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void persist(Runnable record) {
    for (var attempt = 1; attempt <= CLOSE_ATTEMPTS; attempt++) {
      try {
        record.run();
        return;
      } catch (RuntimeException failed) {
        LOG.warn("The end of a look could not be written down, attempt {}", attempt, failed);
        try {
          Thread.sleep(Duration.ofSeconds(Math.min(attempt, 30)));
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }
}
