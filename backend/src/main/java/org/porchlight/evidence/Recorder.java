package org.porchlight.evidence;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.porchlight.access.Reason;
import org.porchlight.access.Recordable;
import org.porchlight.access.RecordingLeave;
import org.porchlight.feeds.Film;
import org.porchlight.feeds.Reel;
import org.porchlight.feeds.Reels;
import org.porchlight.feeds.Shot;
import org.porchlight.registry.CameraId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Records cameras, file by file, for as long as their grounds stand. See docs/design/recording.md.
@Component
class Recorder implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

  /// Who could not be judged for so long is not pulled any longer.
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final String DIED = "PROGRAM_DIED";
  private static final String SHUTDOWN = "SHUTDOWN";

  /// What was recorded for an incident when the program was stopped goes on if it is back by then.
  private static final Duration RESUMED = Duration.ofHours(1);

  private static final int GIVE_UP_AT_ONCE = 20;

  private final Recordable recordable;
  private final Reels reels;
  private final Spool spool;
  private final RecordingRecords records;
  private final JdbcRecordings recordings;
  private final JdbcSegments segments;
  private final SegmentStore store;
  private final RecordingSettings settings;
  private final Clock clock;
  private final Object beginning = new Object();
  private final Object looking = new Object();
  private final Map<CameraId, Running> running = new ConcurrentHashMap<>();
  private ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private boolean started;
  private boolean recovered;

  Recorder(
      Recordable recordable,
      Reels reels,
      @Qualifier("recordingSpool") Spool spool,
      RecordingRecords records,
      JdbcRecordings recordings,
      JdbcSegments segments,
      SegmentStore store,
      RecordingSettings settings,
      Clock clock) {
    this.recordable = recordable;
    this.reels = reels;
    this.spool = spool;
    this.records = records;
    this.recordings = recordings;
    this.segments = segments;
    this.store = store;
    this.settings = settings;
    this.clock = clock;
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
    var every = settings.lookEvery().toMillis();
    var _ = timer.scheduleWithFixedDelay(this::lookAround, 0, every, TimeUnit.MILLISECONDS);
  }

  /// Closes every file with what there is. The recordings go on when the program is back.
  @Override
  public synchronized void stop() {
    started = false;
    timer.shutdown();
    running.values().forEach(one -> one.end(SHUTDOWN, true));
    running.clear();
    recovered = false;
  }

  @Override
  public synchronized boolean isRunning() {
    return started;
  }

  /// Before the feeds are stopped, which forget their pictures.
  @Override
  public int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE - 1;
  }

  /// Everything that is to be done now and then; never throws.
  void lookAround() {
    synchronized (looking) {
      lookNow();
    }
  }

  private void lookNow() {
    try {
      if (!recovered) {
        store.recover();
        var since = clock.instant().minus(RESUMED);
        recordings.endedBy(spool.id(), SHUTDOWN, since).forEach(this::resume);
        recovered = true;
      }
      closeOrphans();
      for (var rule : recordings.rules()) {
        if (!running.containsKey(rule.camera())
            && recordable.ask(rule.camera(), rule.agency(), null)
                instanceof Recordable.Answer.May(var leave)) {
          begin(leave, null, null, rule.keepDays());
        }
      }
      look(_ -> true);
    } catch (RuntimeException unread) {
      // The timer would never call again.
      LOG.warn("What is to be recorded can not be read", unread);
    }
  }

  /// Looks at these recordings now, each on a thread of its own.
  void look(Predicate<Recording> which) {
    for (var one : running.values()) {
      if (which.test(one.recording)) {
        Thread.ofVirtual().name("record-" + one.recording.camera()).start(one::look);
      }
    }
  }

  /// Begins, unless the camera is recorded already.
  ///
  /// @return the recording that goes on now
  Recording begin(
      RecordingLeave leave,
      @Nullable UUID permit,
      JdbcRecordings.@Nullable Starter starter,
      int keepDays) {
    var recording =
        new Recording(
            UUID.randomUUID(),
            leave.camera(),
            leave.agency(),
            leave.incident().orElse(null),
            permit,
            clock.instant(),
            keepDays,
            null,
            null);
    synchronized (beginning) {
      if (records.begin(recording, starter, spool.id(), leave.basis())) {
        running.put(leave.camera(), new Running(recording, leave));
        return recording;
      }
    }
    return recordings.open(leave.camera()).orElse(recording);
  }

  /// Ends what goes on of this camera, and keeps what came until now.
  ///
  /// @return false if nothing goes on
  boolean end(CameraId camera, String why) {
    var one = running.get(camera);
    if (one == null) {
      return false;
    }
    one.end(why, true);
    return true;
  }

  /// What was left open by a program that died on this machine, or by ourselves when the database
  /// did not answer. What was not written yet is missing, and the numbers of the pictures say so.
  private void closeOrphans() {
    List<Recording> orphans;
    synchronized (beginning) {
      orphans =
          recordings.open(spool.id()).stream()
              .filter(open -> !running.containsKey(open.camera()))
              .toList();
    }
    for (var orphan : orphans) {
      var last = recordings.sum(orphan.id()).map(JdbcRecordings.Sum::to);
      records.end(orphan, last.orElse(orphan.startedAt()), DIED);
      resume(orphan);
    }
  }

  /// Goes on with what was begun for an incident, on the same decision, while its ground stands.
  /// What is recorded by a rule begins by itself.
  private void resume(Recording ended) {
    var incident = ended.incident();
    if (incident != null
        && recordable.ask(ended.camera(), ended.agency(), incident)
            instanceof Recordable.Answer.May(var leave)) {
      var starter = recordings.starter(ended.id()).orElse(null);
      begin(leave, ended.permit(), starter, ended.keepDays());
    }
  }

  /// The owner does not want it any more, or nobody knows: what is not in a file yet is dropped.
  /// Everything else is a ground that has come to its end.
  private static boolean isRevoked(Reason reason) {
    return switch (reason) {
      case SWITCHED_OFF,
          NO_CONSENT,
          REGISTERED_ONLY,
          ON_REQUEST_ONLY,
          CAMERA_UNKNOWN,
          OTHER_AGENCY,
          GROUND_CHANGED,
          CANNOT_JUDGE ->
          true;
      case PERSON_NOT_PRESENT,
          ROLE_NEVER_VIEWS,
          ROLE_MAY_NOT_VIEW,
          SECOND_FACTOR_MISSING,
          SECOND_FACTOR_TOO_OLD,
          SECOND_FACTOR_NOT_FRESH,
          OVERRIDE_SUSPENDED,
          EMERGENCY_NOT_AGREED,
          PURPOSE_UNKNOWN,
          INCIDENT_UNKNOWN,
          OUTSIDE_SCHEDULE,
          NO_INCIDENT,
          INCIDENT_CLOSED,
          INCIDENT_NOT_CONFIRMED,
          INCIDENT_TOO_FAR,
          INCIDENT_NOT_URGENT_ENOUGH,
          GROUND_ENDED ->
          false;
    };
  }

  private final class Running {

    private final Recording recording;
    private final RecordingLeave leave;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Reel reel;
    private long judgedAt = System.nanoTime();
    private Instant heldAt;
    private boolean failing;
    private boolean ended;

    Running(Recording recording, RecordingLeave leave) {
      this.recording = recording;
      this.leave = leave;
      this.heldAt = recording.startedAt();
      this.reel = reels.open(leave);
    }

    void look() {
      // Whoever waits would only do again what is being done.
      if (!lock.tryLock()) {
        return;
      }
      try {
        if (!ended) {
          judge();
        }
      } catch (RuntimeException failed) {
        LOG.warn("Camera {} could not be recorded just now", recording.camera(), failed);
      } finally {
        lock.unlock();
      }
    }

    private void judge() {
      var asked = clock.instant();
      var against = recordable.against(leave).orElse(null);
      if (against == null) {
        judgedAt = System.nanoTime();
        heldAt = asked;
        if (reel == null) {
          reel = reels.open(leave);
        }
        write(reel, false);
      } else if (against != Reason.CANNOT_JUDGE) {
        end(against.name(), !isRevoked(against));
      } else if (reel != null && System.nanoTime() - judgedAt > PATIENCE.toNanos()) {
        reel.close();
        reel = null;
      }
    }

    void end(String why, boolean keep) {
      lock.lock();
      try {
        if (ended) {
          return;
        }
        ended = true;
        running.remove(recording.camera(), this);
        if (reel != null) {
          if (keep) {
            write(reel, true);
          }
          reel.close();
          reel = null;
        }
        records.end(recording, clock.instant(), why);
      } finally {
        lock.unlock();
      }
    }

    /// @param rest also what is still growing, up to when the ground was last seen to stand
    private void write(Reel from, boolean rest) {
      try (var taken = rest ? from.rest() : from.peek()) {
        var shots = rest ? until(taken.shots(), clock.instant()) : taken.shots();
        if (shots.isEmpty() || !(rest || isDue(shots))) {
          return;
        }
        var sounds = taken.sounds();
        for (var film : rest ? Film.of(shots, sounds) : Film.ofWholeGroups(shots, sounds)) {
          keep(film);
          from.taken(film.shots().getLast().number());
        }
        failing = false;
      } catch (IOException | RuntimeException failed) {
        // The pictures stay in the ring for a while, and are tried again.
        LOG.warn("Footage of camera {} is not kept", recording.camera(), failed);
        if (!failing) {
          failing = true;
          tell(failed instanceof Spool.Full ? "DISK_FULL" : "DISK_FAILED");
        }
      }
    }

    private List<Shot> until(List<Shot> shots, Instant now) {
      var last = heldAt.isAfter(now) ? now : heldAt;
      return shots.stream().filter(shot -> !shot.arrived().isAfter(last)).toList();
    }

    private void tell(String why) {
      try {
        records.failed(recording, why);
      } catch (RuntimeException unwritten) {
        LOG.warn("That footage is not kept could not be written down", unwritten);
      }
    }

    private boolean isDue(List<Shot> shots) {
      var ticks = shots.getLast().decode() - shots.getFirst().decode();
      var bytes = shots.stream().mapToLong(Shot::size).sum();
      return ticks >= settings.segment().toMillis() * 90
          || bytes >= settings.segmentSize().toBytes();
    }

    private void keep(Film film) throws IOException {
      var id = UUID.randomUUID();
      var about = new Manifest.About(recording.camera(), film.from(), film.to(), 1, 1);
      Spool.Kept kept;
      try {
        kept = spool.write(id, film, about);
      } catch (Spool.Full full) {
        if (!giveUpOldest()) {
          throw full;
        }
        kept = spool.write(id, film, about);
      }
      if (!records.written(segmentOf(id, recording.id(), kept), film.gaps(), spool.id())) {
        // The same pictures are kept already.
        spool.delete(id);
      }
    }
  }

  static Segment segmentOf(UUID id, UUID recording, Spool.Kept kept) {
    var manifest = kept.manifest();
    return new Segment(
        id,
        recording,
        manifest.camera(),
        manifest.from(),
        manifest.to(),
        manifest.pictures().size(),
        manifest.bytes(),
        manifest.sha256(),
        kept.manifestSha256(),
        kept.text().length(),
        manifest.format().codecs(),
        manifest.sound() != null,
        manifest.runs().getFirst().id(),
        manifest.pictures().getFirst().number(),
        manifest.runs().getLast().id(),
        manifest.pictures().getLast().number(),
        "recordings/" + UUID.randomUUID() + ".mp4",
        false,
        0);
  }

  /// Makes room: the oldest footage that the store does not have and that nobody holds.
  ///
  /// @return whether there is room now
  private synchronized boolean giveUpOldest() throws IOException {
    for (var oldest : segments.oldestUnprotected(spool.id(), GIVE_UP_AT_ONCE)) {
      if (!spool.isFull()) {
        return true;
      }
      LOG.warn("The disk is full: footage of {} is given up", oldest.from());
      records.givenUp(oldest);
      spool.delete(oldest.id());
    }
    return !spool.isFull();
  }

  /// The recording of this camera that goes on here.
  Optional<Recording> current(CameraId camera) {
    return Optional.ofNullable(running.get(camera)).map(one -> one.recording);
  }
}
